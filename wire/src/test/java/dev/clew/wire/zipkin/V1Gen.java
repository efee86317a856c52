package dev.clew.wire.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.testkit.Gen;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes random spans of Zipkin's first version in which any annotations and addresses stand
/// together, also those that make no sense.
final class V1Gen {
  private static final List<String> VALUES =
      List.of("cs", "cr", "sr", "ss", "ms", "mr", "ws", "wr", "foo", "xy");
  private static final List<String> ADDRESSES = List.of("ca", "sa", "ma");
  private static final List<String> HOSTS =
      List.of(
          "{\"serviceName\":\"front\"}",
          "{\"serviceName\":\"front\",\"ipv4\":\"10.0.0.1\",\"port\":80}",
          "{\"serviceName\":\"back\",\"ipv6\":\"2001:db8::c001\"}",
          "{\"serviceName\":\"\",\"ipv4\":\"10.0.0.2\"}",
          "{\"serviceName\":\"broker\"}");

  private final Gen gen;
  private final RandomGenerator random;

  V1Gen(long seed) {
    gen = new Gen(seed);
    random = gen.random();
  }

  byte[] spans() {
    return list(gen.some(10, this::span)).getBytes(UTF_8);
  }

  private static String list(List<String> items) {
    return items.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private String span() {
    long timestamp = gen.chance(0.5) ? 0 : ZipkinGen.NOW_MICROS + random.nextInt(5);
    return "{\"traceId\":\"%016x\",\"id\":\"%x\",\"name\":\"GET\",%s%s%s\"annotations\":%s,\"binaryAnnotations\":%s}"
        .formatted(
            random.nextLong(),
            random.nextLong() | 1,
            gen.chance(0.5) ? "\"parentId\":\"%x\",".formatted(random.nextInt(5)) : "",
            timestamp == 0 ? "" : "\"timestamp\":" + timestamp + ",",
            gen.chance(0.5) ? "" : "\"duration\":" + random.nextInt(4) + ",",
            list(gen.some(5, this::annotation)),
            list(gen.some(4, this::binaryAnnotation)));
  }

  private String host() {
    return gen.chance(0.1) ? "" : ",\"endpoint\":" + gen.oneOf(HOSTS);
  }

  private String annotation() {
    return "{\"timestamp\":%d,\"value\":\"%s\"%s}"
        .formatted(ZipkinGen.NOW_MICROS + random.nextInt(5), gen.oneOf(VALUES), host());
  }

  private String binaryAnnotation() {
    if (gen.chance(0.4)) {
      return "{\"key\":\"%s\",\"value\":true,\"endpoint\":%s}"
          .formatted(gen.oneOf(ADDRESSES), gen.oneOf(HOSTS));
    }
    return gen.chance(0.3)
        ? "{\"key\":\"lc\",\"value\":\"%s\"%s}".formatted(gen.chance(0.5) ? "" : "work", host())
        : "{\"key\":\"k%d\",\"value\":\"v%d\"%s}"
            .formatted(random.nextInt(3), random.nextInt(3), host());
  }
}
