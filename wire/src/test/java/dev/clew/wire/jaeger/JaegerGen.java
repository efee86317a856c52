package dev.clew.wire.jaeger;

import dev.clew.testkit.Gen;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.jaegertracing.thriftjava.SpanRef;
import io.jaegertracing.thriftjava.SpanRefType;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes random batches as Jaeger's clients may, among them tags that mean something.
final class JaegerGen {
  private static final long NOW_MICROS = Gen.EPOCH_NANOS / 1000;
  private static final List<String> KEYS =
      List.of(
          "error",
          "span.kind",
          "http.status_code",
          "http.status_message",
          "otel.status_code",
          "otel.status_description",
          "otel.scope.name",
          "otel.library.version",
          "w3c.tracestate",
          "hostname",
          "jaeger.version",
          "event",
          "中文");
  private static final List<String> TEXTS =
      List.of("", "true", "server", "client", "ERROR", "ok", "500", "404", "Java-1.8.1", "a=b");

  private final Gen gen;
  private final RandomGenerator random;

  JaegerGen(long seed) {
    gen = new Gen(seed);
    random = gen.random();
  }

  Batch batch(int most) {
    var process = new Process("service-" + random.nextInt(3)).setTags(gen.some(3, this::tag));
    return new Batch(process, gen.some(most, this::span));
  }

  private Span span() {
    long high = gen.chance(0.5) ? 0 : random.nextLong();
    long low = random.nextLong();
    long start = NOW_MICROS + random.nextInt(1_000_000);
    long parent = gen.chance(0.5) ? 0 : random.nextLong();
    int flags = random.nextInt(4);
    var span =
        new Span(low, high, random.nextLong(), parent, gen.text(), flags, start, random.nextInt());
    return span.setDuration(Math.abs(span.getDuration()))
        .setReferences(gen.some(3, () -> reference(high, low)))
        .setTags(gen.some(5, this::tag))
        .setLogs(gen.some(3, () -> new Log(start, gen.some(3, this::tag))));
  }

  private SpanRef reference(long high, long low) {
    SpanRefType type = gen.oneOf(List.of(SpanRefType.values()));
    return new SpanRef(type, gen.chance(0.7) ? low : 1, high, random.nextLong());
  }

  @SuppressWarnings("NullAway") // its type was just given
  private Tag tag() {
    String key = gen.chance(0.6) ? gen.oneOf(KEYS) : gen.word();
    Tag tag = new Tag(key, gen.oneOf(List.of(TagType.values())));
    return switch (tag.getVType()) {
      case STRING -> tag.setVStr(gen.oneOf(TEXTS));
      case BOOL -> tag.setVBool(gen.chance(0.5));
      case LONG -> tag.setVLong(gen.chance(0.5) ? 503 : random.nextLong());
      case DOUBLE -> tag.setVDouble(random.nextDouble());
      case BINARY -> tag.setVBinary(gen.bytes(20));
    };
  }
}
