package dev.clew.query;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Random spans out of so few words and moments that they meet random filters and tie, and the
/// ranges to ask them for. Owned by one thread.
final class RandomStoreContent {
  private static final long EPOCH = Gen.EPOCH_NANOS;
  static final List<String> KEYS = List.of("a", "b", "service.name");
  static final List<String> TEXTS = List.of("", "5", "x", "xy", "x\ny", "é", "\uFFFD", "😀");
  static final List<Long> INTS =
      List.of(-1L, 0L, 1L, 5L, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE);
  static final List<Double> REALS =
      List.of(-0.0, 0.0, 2.5, 5.0, 0x1p53, 0x1p63, -0x1p63, Double.NaN, Double.NEGATIVE_INFINITY);

  private final Gen gen;
  private final RandomGenerator random;
  private final List<Resource> resources;
  private final List<Scope> scopes;

  RandomStoreContent(Gen gen) {
    this.gen = gen;
    random = gen.random();
    resources = gen.some(5, () -> new Resource(attributes(), 0, ""));
    scopes = gen.some(2, () -> new Scope("s", "", attributes(), 0, ""));
  }

  /// Of up to so many traces, in the order they arrive, now and then one twice.
  List<Span> spans(int mostTraces) {
    var spans = new ArrayList<Span>();
    for (int trace = random.nextInt(mostTraces / 2, mostTraces); trace > 0; trace--) {
      int id = 1 + random.nextInt(30 * mostTraces);
      spans.addAll(trace(new TraceId(random.nextInt(3) - 1, id)));
    }
    Set<List<Object>> seen = new HashSet<>();
    spans.removeIf(each -> !seen.add(List.of(each.traceId(), each.spanId(), each.kind())));
    if (gen.chance(0.5)) {
      spans.sort(Comparator.comparingLong(Span::startNanos));
    } else {
      Collections.shuffle(spans, random);
    }
    spans.addAll(spans.stream().filter(_ -> gen.chance(0.1)).toList());
    return spans;
  }

  private List<Span> trace(TraceId trace) {
    int most = gen.chance(0.1) ? 40 : 6;
    return gen.some(most, () -> span(trace, 1 + random.nextInt(most)));
  }

  private Span span(TraceId trace, int id) {
    long start = EPOCH + 10L * random.nextInt(60);
    long end = gen.chance(0.1) ? 0 : start + 10L * random.nextInt(5) - 5;
    return SpanMaker.span(trace, id)
        .under(random.nextInt(8))
        .named(gen.oneOf(TEXTS))
        .of(gen.oneOf(List.of(SpanKind.values())))
        .at(start, end)
        .ended(gen.oneOf(List.of(StatusCode.values())), gen.oneOf(TEXTS))
        .by(oneOrElse(resources, Resource.EMPTY), oneOrElse(scopes, Scope.EMPTY))
        .with(attributes().toArray(Attribute[]::new))
        .with(
            gen.some(2, () -> new SpanEvent(start, gen.oneOf(TEXTS), attributes(), 0)),
            gen.some(1, () -> new SpanLink(1, 2, 3, "", 0, attributes(), 0)))
        .make();
  }

  private <T> T oneOrElse(List<T> choices, T otherwise) {
    return choices.isEmpty() ? otherwise : gen.oneOf(choices);
  }

  /// Now and then with a key twice.
  private List<Attribute> attributes() {
    return gen.some(3, () -> new Attribute(gen.oneOf(KEYS), value()));
  }

  private AttributeValue value() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> new AttributeValue.Text(gen.oneOf(TEXTS));
      case 4, 5 -> new AttributeValue.Int(gen.oneOf(INTS));
      case 6, 7 -> new AttributeValue.Real(gen.oneOf(REALS));
      case 8 -> new AttributeValue.Bool(random.nextBoolean());
      default -> gen.value();
    };
  }

  TimeRange range() {
    if (gen.chance(0.4)) {
      return TimeRange.ALL;
    }
    long start = EPOCH - 20 + random.nextInt(640);
    return new TimeRange(start, start + random.nextInt(400));
  }
}
