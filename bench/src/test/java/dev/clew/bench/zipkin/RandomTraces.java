package dev.clew.bench.zipkin;

import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import zipkin2.Endpoint;
import zipkin2.Span;

/// Makes traces as Zipkin's clients tell them: calls with both ends under one id, spans that come
/// in pieces, parents that are missing, tags that mean something elsewhere. A trace ends before the
/// next one starts, so that their order in time is plain. Odd are those that came after the plain
/// ones.
final class RandomTraces {
  static final List<String> SERVICES = List.of("web", "app", "db", "Cache", "中文");
  static final List<String> NAMES = List.of("get /", "Get /basket", "query", "заказ", "a=b and c");
  static final List<String> KEYS =
      List.of(
          "http.path",
          "env",
          "error",
          "peer.service",
          "host.name",
          "span.kind",
          "otel.status_code",
          "中 文");
  static final List<String> VALUES =
      List.of("", "true", "a", "/b?c=d", "5", "OK", "ERROR", "internal", "é\u0301");
  static final List<String> ANNOTATIONS = List.of("ws", "retry", "cache miss", "x|{\"a\":1}|0");
  static final long MILLIS_APART = 2_000;

  private static final int MOST_SPANS = 8;
  static final int MILLIS_OF_A_TRACE = 500;

  private final Gen gen;
  private final RandomGenerator random;
  private final long startMillis;
  private final int plain;
  private final List<List<Span>> traces = new ArrayList<>();

  /// @param plain how many have every timestamp, no pieces, and ids of their own
  RandomTraces(long seed, long startMillis, int plain) {
    gen = new Gen(seed);
    random = gen.random();
    this.startMillis = startMillis;
    this.plain = plain;
  }

  List<List<Span>> make(int count) {
    while (traces.size() < count) {
      traces.add(trace());
    }
    return traces;
  }

  private boolean isOdd(double chance) {
    return traces.size() > plain && gen.chance(chance);
  }

  /// Some clients pass only the lower half of an id on.
  private String traceId() {
    boolean isHalf = isOdd(0.03);
    String low = isHalf ? low(traces.getLast().getFirst().traceId()) : hex();
    return isHalf || gen.chance(0.5) ? hex() + low : low;
  }

  private static String low(String traceId) {
    return traceId.substring(traceId.length() - 16);
  }

  private String hex() {
    return "%016x".formatted(random.nextLong() | 1);
  }

  private List<Span> trace() {
    var spans = new ArrayList<Span>();
    String traceId = traceId();
    for (int at = random.nextInt(1, MOST_SPANS); at > 0; at--) {
      Span span = span(traceId, spans).build();
      spans.add(span);
      if (span.kind() == Span.Kind.CLIENT && gen.chance(0.5)) {
        spans.add(server(span));
      } else if (isOdd(0.05)) {
        spans.add(piece(span));
      }
    }
    return spans;
  }

  private Span.Builder span(String traceId, List<Span> before) {
    Span.Builder span =
        Span.newBuilder()
            .traceId(traceId)
            .id(hex())
            .parentId(parent(before))
            .kind(gen.chance(0.2) ? null : gen.oneOf(List.of(Span.Kind.values())))
            .name(gen.chance(0.05) ? null : gen.oneOf(NAMES))
            .timestamp(isOdd(0.03) ? 0 : time())
            .duration(gen.chance(0.1) ? 0 : random.nextInt(1, 1_000))
            .localEndpoint(gen.chance(0.05) ? null : endpoint())
            .remoteEndpoint(gen.chance(0.5) ? null : endpoint())
            .debug(gen.chance(0.05) ? true : null);
    gen.some(2, () -> gen.oneOf(ANNOTATIONS)).forEach(each -> span.addAnnotation(time(), each));
    gen.some(4, () -> gen.oneOf(KEYS)).forEach(key -> span.putTag(key, gen.oneOf(VALUES)));
    return span;
  }

  private @Nullable String parent(List<Span> before) {
    if (before.isEmpty()) {
      return gen.chance(0.9) ? null : hex();
    }
    return gen.chance(0.05) ? hex() : gen.oneOf(before).id();
  }

  private long time() {
    return (startMillis + traces.size() * MILLIS_APART) * 1_000
        + random.nextInt(MILLIS_OF_A_TRACE * 1_000);
  }

  private Span server(Span client) {
    return client.toBuilder()
        .kind(Span.Kind.SERVER)
        .shared(true)
        .localEndpoint(endpoint())
        .remoteEndpoint(null)
        .clearTags()
        .putTag("env", gen.oneOf(VALUES))
        .build();
  }

  /// What a client tells of a span a second time.
  private Span piece(Span span) {
    return span.toBuilder().clearTags().clearAnnotations().putTag("env", gen.oneOf(VALUES)).build();
  }

  private Endpoint endpoint() {
    Endpoint.Builder endpoint = Endpoint.newBuilder();
    endpoint.serviceName(gen.oneOf(SERVICES));
    if (gen.chance(0.5)) {
      endpoint.parseIp(gen.oneOf(List.of("10.0.0.1", "192.168.99.101")));
    }
    if (gen.chance(0.3)) {
      endpoint.parseIp(gen.oneOf(List.of("2001:db8::c001", "fe80:0:0:1::")));
    }
    return endpoint.port(gen.chance(0.5) ? 0 : random.nextInt(1, 65_536)).build();
  }
}
