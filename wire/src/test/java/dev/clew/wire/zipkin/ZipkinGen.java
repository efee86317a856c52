package dev.clew.wire.zipkin;

import dev.clew.testkit.Gen;
import java.util.List;
import java.util.random.RandomGenerator;
import zipkin2.Endpoint;
import zipkin2.Span;

/// Makes random spans as Zipkin's clients may, among them those whose tags mean something.
final class ZipkinGen {
  static final long NOW_MICROS = Gen.EPOCH_NANOS / 1000;
  private static final List<String> KEYS =
      List.of(
          "error",
          "http.path",
          "otel.status_code",
          "otel.status_description",
          "otel.scope.name",
          "otel.library.version",
          "peer.service",
          "network.peer.address",
          "network.local.port",
          "span.kind",
          "host.name",
          "service.version",
          "w3c.tracestate",
          "otlp.link.0",
          "中文");
  private static final List<String> VALUES =
      List.of(
          "true",
          "",
          "OK",
          "ERROR",
          "internal",
          "client",
          "a=b",
          "timed out",
          "0123456789abcdef0123456789abcdef|0123456789abcdef|a=b|{\"k\":1}|2",
          "80");
  private static final List<String> EVENTS =
      List.of(
          "foo",
          "cs2",
          "name|{\"a\":1,\"b\":[true,null,1.5],\"c\":{\"d\":\"e\"}}|3",
          "\"exception\":{\"type\":\"x\"}",
          "a|{b|c",
          "|{}|0",
          "x|{\"a\":}|1");

  private final Gen gen;
  private final RandomGenerator random;

  ZipkinGen(long seed) {
    gen = new Gen(seed);
    random = gen.random();
  }

  List<Span> spans(int most) {
    return gen.some(most, this::span);
  }

  Span span() {
    Span.Builder span =
        Span.newBuilder()
            .traceId(gen.chance(0.5) ? 0 : random.nextLong(), random.nextLong() | 1)
            .id(random.nextLong() | 1)
            .parentId(gen.chance(0.3) ? 0 : random.nextLong())
            .kind(gen.chance(0.2) ? null : gen.oneOf(List.of(Span.Kind.values())))
            .name(gen.chance(0.1) ? null : "GET /" + gen.text())
            .timestamp(gen.chance(0.2) ? 0 : NOW_MICROS + random.nextInt(1_000_000))
            .duration(gen.chance(0.2) ? 0 : 1 + random.nextInt(1_000_000))
            .localEndpoint(gen.chance(0.1) ? null : endpoint())
            .remoteEndpoint(gen.chance(0.4) ? null : endpoint())
            .debug(gen.chance(0.1) ? true : null)
            .shared(gen.chance(0.3) ? true : null);
    for (int at = random.nextInt(4); at > 0; at--) {
      span.addAnnotation(NOW_MICROS + random.nextInt(1000), gen.oneOf(EVENTS));
    }
    for (int at = random.nextInt(6); at > 0; at--) {
      span.putTag(gen.oneOf(KEYS), gen.oneOf(VALUES));
    }
    return span.build();
  }

  Endpoint endpoint() {
    Endpoint.Builder endpoint = Endpoint.newBuilder();
    if (gen.chance(0.8)) {
      endpoint.serviceName(gen.oneOf(List.of("Front", "back", "中文")));
    }
    if (gen.chance(0.5)) {
      endpoint.parseIp(gen.oneOf(List.of("10.0.0.1", "192.168.99.101", "255.255.255.255")));
    }
    if (gen.chance(0.3)) {
      endpoint.parseIp(
          gen.oneOf(List.of("2001:db8::c001", "::1", "fe80:0:0:1::", "1:2:3:4:5:6:7:8")));
    }
    return endpoint.port(gen.chance(0.5) ? 0 : random.nextInt(1, 65_536)).build();
  }
}
