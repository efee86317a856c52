package dev.clew.query.oracle;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes small sets of traces that have all that traces should not have: orphans, circles, second
/// roots, ends of a call under one id, spans sent again with changes, clocks that disagree, keys
/// with values of any type. Few words and moments, so that much is equal. Owned by one thread.
final class WorldGen {
  static final long EPOCH = Gen.EPOCH_NANOS;
  static final long SECONDS = 12;
  private static final long MOMENT = 50_000_000;
  private static final List<String> KEYS = List.of("a", "a", "b", "flag", "http.method", "sp ace");
  private static final List<String> TEXTS =
      List.of("", "5", "x", "xy", "GET", "x\ny", "é", "e\u0301", "😀", "\"q\\", "'; --", "true");
  private static final List<Long> INTS =
      List.of(-1L, 0L, 0L, 1L, 2L, 5L, 7L, 200L, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE);
  private static final List<Double> REALS =
      List.of(-0.0, 0.0, 0.5, 2.5, 5.0, 0x1p53, 0x1p63, Double.NaN, Double.NEGATIVE_INFINITY);
  private static final List<String> STATES =
      List.of("", "", "", "vendor=x", "ot=th:0", "ot=th:8", "ot=th:c;rv:0123456789abcd", "ot=p:1");
  private static final List<Long> DURATIONS =
      List.of(-MOMENT, 0L, 1L, 1_000L, MOMENT, MOMENT, 2 * MOMENT, 5 * MOMENT, 20 * MOMENT);

  private final Gen gen;
  private final RandomGenerator random;
  private final List<String> states;
  private final List<Resource> resources;
  private final List<Scope> scopes;

  /// @param isSampled whether spans say with what probability they were kept
  WorldGen(Gen gen, boolean isSampled) {
    this.gen = gen;
    states = isSampled ? STATES : List.of("");
    random = gen.random();
    resources = gen.some(4, this::resource);
    scopes = gen.some(3, this::scope);
  }

  private Resource resource() {
    var attributes = new ArrayList<>(attributes(2));
    if (gen.chance(0.85)) {
      attributes.add(Attribute.of("service.name", gen.oneOf(List.of("web", "db", "é", ""))));
    }
    return new Resource(attributes, 0, "");
  }

  private Scope scope() {
    return new Scope(
        gen.oneOf(List.of("", "lib", "x")), gen.oneOf(List.of("", "1")), attributes(2), 0, "");
  }

  /// In the order in which they come; so many traces at most.
  List<Span> spans(int mostTraces) {
    var spans = new ArrayList<Span>();
    for (int trace = 1 + random.nextInt(mostTraces); trace > 0; trace--) {
      spans.addAll(trace(new TraceId(random.nextInt(3) - 1, 1 + random.nextInt(40))));
    }
    if (gen.chance(0.5)) {
      Collections.shuffle(spans, random);
    }
    for (Span span : List.copyOf(spans)) {
      if (gen.chance(0.1)) {
        spans.add(random.nextInt(spans.size() + 1), gen.chance(0.3) ? span : changed(span));
      }
    }
    return spans;
  }

  private List<Span> trace(TraceId id) {
    int count = 1 + random.nextInt(gen.chance(0.1) ? 30 : 7);
    long start = EPOCH + MOMENT * random.nextLong(SECONDS * 1_000_000_000L / MOMENT);
    var spans = new ArrayList<Span>();
    for (int number = 1; number <= count; number++) {
      boolean isOtherEnd = number > 1 && gen.chance(0.15);
      Span above = spans.isEmpty() ? null : gen.oneOf(spans);
      SpanId own = isOtherEnd && above != null ? above.spanId() : new SpanId(spanId(number));
      SpanKind kind =
          isOtherEnd
              ? gen.oneOf(List.of(SpanKind.CLIENT, SpanKind.SERVER))
              : gen.oneOf(List.of(SpanKind.values()));
      spans.add(span(id, own, parent(above, count), kind, above == null ? start : within(above)));
    }
    return spans;
  }

  private static long spanId(int number) {
    return number % 5 == 0 ? -number : number;
  }

  private @Nullable SpanId parent(@Nullable Span above, int count) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> new SpanId(999);
      case 2 -> new SpanId(spanId(1 + random.nextInt(count)));
      default -> above == null ? null : above.spanId();
    };
  }

  private long within(Span above) {
    return gen.chance(0.1)
        ? above.startNanos() - MOMENT * random.nextInt(5)
        : above.startNanos() + MOMENT * random.nextInt(4);
  }

  private Span changed(Span span) {
    boolean isMoved = gen.chance(0.3);
    return span(
        span.traceId(),
        span.spanId(),
        gen.chance(0.8) ? span.parentSpanId() : parent(null, 5),
        span.kind(),
        isMoved ? span.startNanos() + MOMENT : span.startNanos());
  }

  private Span span(TraceId trace, SpanId id, @Nullable SpanId parent, SpanKind kind, long start) {
    long end = start + gen.oneOf(DURATIONS);
    return new Span(
        trace,
        id,
        parent,
        gen.oneOf(states),
        0,
        gen.oneOf(TEXTS),
        kind,
        start,
        gen.chance(0.05) ? 0 : end,
        gen.oneOf(List.of(StatusCode.values())),
        gen.chance(0.6) ? "" : gen.oneOf(TEXTS),
        attributes(4),
        gen.some(2, () -> event(start)),
        gen.some(1, this::link),
        0,
        0,
        0,
        resources.isEmpty() ? Resource.EMPTY : gen.oneOf(resources),
        scopes.isEmpty() ? Scope.EMPTY : gen.oneOf(scopes));
  }

  private SpanEvent event(long start) {
    return new SpanEvent(
        start + MOMENT * random.nextInt(-1, 3), gen.oneOf(TEXTS), attributes(2), 0);
  }

  private SpanLink link() {
    return new SpanLink(0, random.nextInt(2), random.nextInt(3), "", 0, attributes(2), 0);
  }

  /// Now and then with a key twice.
  private List<Attribute> attributes(int most) {
    return gen.some(
        most,
        () -> {
          String key = gen.oneOf(KEYS);
          return new Attribute(key, value(key));
        });
  }

  private AttributeValue value(String key) {
    if (gen.chance(0.7)) {
      return switch (key) {
        case "flag" -> new AttributeValue.Bool(random.nextBoolean());
        case "b" -> new AttributeValue.Int(random.nextInt(-1, 6));
        case "http.method" -> new AttributeValue.Text(gen.oneOf(TEXTS));
        default -> plainValue();
      };
    }
    return gen.chance(0.5) ? plainValue() : strangeValue();
  }

  private AttributeValue plainValue() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> new AttributeValue.Text(gen.oneOf(TEXTS));
      case 2 -> new AttributeValue.Int(gen.oneOf(INTS));
      case 3 -> new AttributeValue.Real(gen.oneOf(REALS));
      default -> new AttributeValue.Bool(random.nextBoolean());
    };
  }

  private AttributeValue strangeValue() {
    return switch (random.nextInt(6)) {
      case 0 -> new AttributeValue.Empty();
      case 1 -> new AttributeValue.Bytes(new byte[] {(byte) 0xff, 0, 'x'});
      case 2 -> new AttributeValue.Map(List.of(Attribute.of("a", "x")));
      case 3 -> new AttributeValue.Array(gen.some(2, this::strangeValue));
      default -> new AttributeValue.Array(gen.some(3, this::plainValue));
    };
  }
}
