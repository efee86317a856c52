package dev.clew.testkit;

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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes random ids, values and spans; the same seed makes the same.
///
/// Owned by one thread.
public final class Gen {
  /// 2023-11-14T22:13:20Z, around which all times lie.
  public static final long EPOCH_NANOS = 1_700_000_000_000_000_000L;

  private static final int MAX_VALUE_DEPTH = 3;
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "\u0000",
          "\u202Egnp.exe\u202C",
          "\u2067rtl\u2069",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "e\u0301\u0323",
          "中文字符",
          "\"quoted\\\"\n\r\t",
          "<script>alert(1)</script>",
          "' OR 1=1 --",
          "../../etc/passwd",
          "\uFFFD\uFEFF",
          "true",
          "-0");
  private static final List<byte[]> NOT_UTF8 =
      List.of(
          new byte[] {(byte) 0xff, (byte) 0xfe},
          new byte[] {(byte) 0xc0, (byte) 0x80},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {'a', (byte) 0xe2, (byte) 0x82},
          new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80});

  private final RandomGenerator random;

  public Gen(long seed) {
    this(new SplittableRandom(seed));
  }

  public Gen(RandomGenerator random) {
    this.random = random;
  }

  public RandomGenerator random() {
    return random;
  }

  public TraceId traceId() {
    return new TraceId(random.nextLong(), random.nextLong() | 1);
  }

  public SpanId spanId() {
    return new SpanId(random.nextLong() | 1);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// Up to `most` things.
  public <T> List<T> some(int most, Supplier<T> maker) {
    return Stream.generate(maker).limit(random.nextInt(most + 1)).toList();
  }

  /// A plain word mostly, a hostile text now and then.
  public String text() {
    return chance(0.2) ? oneOf(HOSTILE) : word();
  }

  public String word() {
    return "w" + Integer.toString(random.nextInt(1 << random.nextInt(1, 20)), 36);
  }

  /// Bytes that are no UTF-8.
  public byte[] notUtf8() {
    return oneOf(NOT_UTF8).clone();
  }

  public byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  public AttributeValue value() {
    return value(0);
  }

  private AttributeValue value(int depth) {
    return switch (random.nextInt(depth < MAX_VALUE_DEPTH ? 12 : 10)) {
      case 0, 1, 2 -> new AttributeValue.Text(text());
      case 3, 4 -> new AttributeValue.Int(random.nextLong() >> random.nextInt(64));
      case 5 -> new AttributeValue.Bool(random.nextBoolean());
      case 6, 7 -> new AttributeValue.Real(real());
      case 8 -> new AttributeValue.Bytes(bytes(20));
      case 9 -> new AttributeValue.Empty();
      case 10 -> new AttributeValue.Array(some(4, () -> value(depth + 1)));
      default -> new AttributeValue.Map(some(4, () -> new Attribute(text(), value(depth + 1))));
    };
  }

  private double real() {
    return switch (random.nextInt(6)) {
      case 0 -> Double.NaN;
      case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> Double.MIN_VALUE;
      default -> random.nextGaussian() * 1000;
    };
  }

  /// Attributes whose keys may be hostile but are all different.
  public List<Attribute> attributes(int most) {
    var attributes = new ArrayList<Attribute>();
    for (int at = random.nextInt(most + 1); at > 0; at--) {
      attributes.add(new Attribute(text() + at, value()));
    }
    return attributes;
  }

  public Resource resource() {
    var attributes = new ArrayList<Attribute>(attributes(4));
    attributes.add(Attribute.of("service.name", word()));
    return new Resource(attributes, random.nextInt(3), chance(0.5) ? "" : text());
  }

  public Scope scope() {
    return new Scope(text(), text(), attributes(3), random.nextInt(3), chance(0.5) ? "" : text());
  }

  /// A span with all there is to a span.
  public Span span() {
    return span(traceId(), spanId(), chance(0.3) ? null : spanId(), resource(), scope());
  }

  public Span span(
      TraceId trace, SpanId id, @Nullable SpanId parent, Resource resource, Scope scope) {
    long start = EPOCH_NANOS + random.nextLong(3_600_000_000_000L);
    return new Span(
        trace,
        id,
        parent,
        chance(0.8) ? "" : "vendor=" + word(),
        random.nextInt(1 << 10),
        text(),
        oneOf(List.of(SpanKind.values())),
        start,
        chance(0.05) ? 0 : start + random.nextLong(2_000_000_000L),
        oneOf(List.of(StatusCode.values())),
        chance(0.7) ? "" : text(),
        attributes(8),
        some(3, () -> event(start)),
        some(3, this::link),
        random.nextInt(3),
        random.nextInt(3),
        random.nextInt(3),
        resource,
        scope);
  }

  private SpanEvent event(long start) {
    long time = start + random.nextInt(1_000_000);
    return new SpanEvent(time, text(), attributes(3), random.nextInt(3));
  }

  private SpanLink link() {
    TraceId trace = traceId();
    boolean isZero = chance(0.1);
    return new SpanLink(
        isZero ? 0 : trace.high(),
        isZero ? 0 : trace.low(),
        isZero ? 0 : spanId().bits(),
        chance(0.8) ? "" : "vendor=" + word(),
        random.nextInt(1 << 10),
        attributes(2),
        random.nextInt(3));
  }
}
