package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.serve.settings.Port;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is asked of a read API: an answer or a refusal, never a failure, in time and of bounded
/// size.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadFuzzTest {
  private static final int TRIES = Effort.of(300, 50_000);
  private static final long SEED = 20_261_121;
  private static final int MOST_ANSWER_BYTES = 16 << 20;
  private static final long MOST_GROWTH_BYTES = 256L << 20;

  /// What breaks readers, put anywhere.
  private static final List<String> PIECES =
      List.of(
          "",
          "0",
          "-1",
          "1.5",
          "1e309",
          "NaN",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "18446744073709551616",
          "2147483648",
          "99999999999h",
          "1ns",
          "µ",
          "\u0000",
          "\uD83D\uDE00",
          "\uFEFF",
          "%",
          "%2F",
          "..",
          "/",
          "&",
          "=",
          "?",
          ";",
          ",",
          ":",
          "\"",
          "'",
          "\\",
          "{",
          "}",
          "[",
          "]",
          "null",
          "true",
          "{ duration > 1ms } | rate() by (name)",
          "{ .a =~ \"(a+)+$\" } >> {}",
          "ffffffffffffffffffffffffffffffff",
          "00000000000000000000000000000000",
          "x".repeat(5000));

  /// One question as a client would ask it.
  ///
  /// @param path with its query, not escaped
  /// @param body its bytes, a character each
  private record Question(String method, String path, String type, String body) {
    static Question get(String path) {
      return new Question("GET", path, "", "");
    }

    static Question post(String path, String json) {
      return new Question("POST", path, "application/json", json);
    }

    static Question call(String path, int... message) {
      ByteBuffer body = ByteBuffer.allocate(5 + message.length).put((byte) 0);
      body.putInt(message.length);
      for (int each : message) {
        body.put((byte) each);
      }
      return new Question("POST", path, "application/grpc", ofBytes(body.array()));
    }

    private static String ofBytes(byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /// An API, and where it is.
  enum Api {
    JAEGER(Port.PAGE),
    JAEGER_GRPC(Port.JAEGER_QUERY),
    TEMPO(Port.TEMPO),
    ZIPKIN(Port.ZIPKIN),
    CLEW(Port.PAGE);

    private final Port port;

    Api(Port port) {
      this.port = port;
    }
  }

  private static List<Question> questions(Api api) {
    return switch (api) {
      case JAEGER -> jaeger();
      case JAEGER_GRPC -> jaegerCalls();
      case TEMPO -> tempo();
      case ZIPKIN -> zipkin();
      case CLEW -> clew();
    };
  }

  private static final String ID = "@ID@";

  private static List<Question> jaeger() {
    String search = "/api/traces?service=shop&operation=buy&tags={\"a\":\"b\"}&tag=c:d";
    String metrics =
        "?service=shop&quantile=0.95&groupByOperation=true&lookback=3600000&step=60000";
    String times =
        "query.startTimeMin=2020-01-01T00:00:00Z&query.startTimeMax=2030-01-01T00:00:00Z";
    return List.of(
        Question.get("/api/services"),
        Question.get("/api/services/shop/operations"),
        Question.get("/api/operations?service=shop&spanKind=server"),
        Question.get(
            search + "&minDuration=1ms&maxDuration=2s&limit=20&start=1&end=2000000000000000"),
        Question.get("/api/traces?traceID=" + ID + "&traceID=2&raw=true"),
        Question.get("/api/traces/" + ID + "?raw=true&prettyPrint=1&start=1&end=2"),
        Question.get("/api/dependencies?endTs=1800000000000&lookback=86400000&service=shop"),
        Question.get("/api/deep-dependencies?service=shop&operation=buy&start=0"),
        Question.get("/api/metrics/latencies" + metrics),
        Question.get("/api/metrics/calls" + metrics + "&spanKind=server&ratePer=600000"),
        Question.get("/api/metrics/errors" + metrics + "&endTs=1800000000000"),
        Question.get("/api/metrics/minstep"),
        Question.post("/api/archive/" + ID, ""),
        Question.post("/api/transform", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[]}]}]}"),
        Question.get("/api/v3/services"),
        Question.get("/api/v3/operations?service=shop&span_kind=server"),
        Question.get("/api/v3/traces/" + ID + "?rawTraces=true&startTime=2020-01-01T00:00:00Z"),
        Question.get("/api/v3/traces?query.serviceName=shop&query.searchDepth=5&" + times),
        Question.get("/api/v3/trace-summaries?query.durationMin=1ms&query.attributes={}&" + times));
  }

  private static List<Question> jaegerCalls() {
    int[] query = {
      10, 18, 10, 4, 's', 'h', 'o', 'p', 34, 2, 8, 1, 42, 6, 8, 0x80, 0xA8, 0xD6, 0xB9, 7
    };
    int[] id = {10, 8, 0, 0, 0, 0, 0, 0, 0, 1};
    int[] times = {10, 2, 8, 1, 18, 6, 8, 0x80, 0xA8, 0xD6, 0xB9, 7};
    int[] service = {10, 4, 's', 'h', 'o', 'p', 18, 6, 's', 'e', 'r', 'v', 'e', 'r'};
    String v2 = "/jaeger.api_v2.QueryService/";
    String v3 = "/jaeger.api_v3.QueryService/";
    return List.of(
        Question.call(v2 + "GetServices"),
        Question.call(v2 + "GetOperations", service),
        Question.call(v2 + "GetTrace", id),
        Question.call(v2 + "ArchiveTrace", id),
        Question.call(v2 + "FindTraces", query),
        Question.call(v2 + "GetDependencies", times),
        Question.call(v3 + "GetOperations", service),
        Question.call(v3 + "GetTrace", 10, 1, '1'),
        Question.call(v3 + "FindTraces", query),
        Question.call(v3 + "FindTraceSummaries", query),
        Question.call(v3 + "GetDependencies", times),
        Question.call("/grpc.health.v1.Health/Check", 10, 1, 'x'));
  }

  private static List<Question> tempo() {
    return List.of(
        Question.get("/api/traces/" + ID + "?start=1&end=2000000000"),
        Question.get("/api/v2/traces/" + ID + "?q={name=\"a\"}&keep_hierarchy=true&match_depth=1"),
        Question.get("/tempo/api/v2/traces/" + ID + "?q={}&ancestor_depth=-1"),
        Question.get(
            "/api/search?q={ .a = \"b\" } | select(name)&limit=5&spss=3&start=1&end=600000"),
        Question.get("/api/search?tags=a=b c=\"d e\"&minDuration=1ms&maxDuration=1h"),
        Question.get("/api/search/tags?scope=span&start=1&end=2&limit=10"),
        Question.get("/api/v2/search/tags?scope=resource&q={}"),
        Question.get("/api/search/tag/service.name/values?limit=2"),
        Question.get("/api/v2/search/tag/.http.route/values?q={ status = error }"),
        Question.get(
            "/api/metrics/query_range?q={} | rate() by (name)&since=1h&step=1m&exemplars=5"),
        Question.get("/api/metrics/query?q={} | quantile_over_time(duration, .9)&start=1&end=9999"),
        Question.get("/api/status/buildinfo"),
        Question.call("/tempopb.StreamingQuerier/Search", 66, 2, '{', '}', 32, 5),
        Question.call("/tempopb.StreamingQuerier/SearchTagsV2", 10, 4, 's', 'p', 'a', 'n'),
        Question.get("/api/search?x=y&minDuration=1ms"),
        Question.call("/tempopb.StreamingQuerier/SearchTagValues", 10, 4, 'n', 'a', 'm', 'e'),
        Question.call("/tempopb.StreamingQuerier/SearchTagValuesV2", 10, 4, 'n', 'a', 'm', 'e'),
        Question.call(
            "/tempopb.StreamingQuerier/MetricsQueryRange",
            10,
            11,
            '{',
            '}',
            '|',
            ' ',
            'r',
            'a',
            't',
            'e',
            '(',
            ')',
            ' ',
            16,
            1,
            24,
            0x80,
            0x80,
            4));
  }

  private static List<Question> zipkin() {
    return List.of(
        Question.get("/api/v2/services"),
        Question.get("/api/v2/spans?serviceName=shop"),
        Question.get("/api/v2/remoteServices?serviceName=shop"),
        Question.get(
            "/api/v2/traces?serviceName=shop&spanName=buy&annotationQuery=a=b and error"
                + "&minDuration=1&maxDuration=100000000&endTs=1800000000000&lookback=1&limit=5"),
        Question.get("/api/v2/trace/" + ID),
        Question.get("/api/v2/traceMany?traceIds=" + ID + ",2"),
        Question.get("/zipkin/api/v2/dependencies?endTs=1800000000000&lookback=1000000000000"),
        Question.get("/api/v2/autocompleteKeys"),
        Question.get("/api/v2/autocompleteValues?key=environment"),
        Question.get("/zipkin/config.json"));
  }

  private static List<Question> clew() {
    String base = "/api/clew/v1/";
    String range = "?startUnixNano=1700000000000000000&endUnixNano=1700003600000000000";
    return List.of(
        Question.get(base + "status"),
        Question.get(base + "services/shop/operations"),
        Question.post(
            base + "search",
            "{\"service\":\"shop\",\"attributes\":[{\"key\":\"a\",\"value\":1,\"scope\":\"span\"}],"
                + "\"minDurationNanos\":1,\"orderBy\":\"duration\",\"limit\":5}"),
        Question.post(
            base + "query",
            "{\"query\":\"{} | rate() by (name)\",\"startUnixNano\":\"1700000000000000000\","
                + "\"endUnixNano\":\"1700003600000000000\",\"stepNanos\":60000000000}"),
        Question.post(base + "query", "{\"query\":\"{ name = nil } | count() > 1\",\"limit\":3}"),
        Question.get(base + "attributes?scope=span&prefix=h&query={ .a = &limit=5&counts=true"),
        Question.get(base + "attributes/span.http.route/values?limit=5&counts=true"),
        Question.get(base + "traces/" + ID),
        Question.get(base + "traces/" + ID + "/columns"),
        Question.get(base + "traces/" + ID + "/spans?ids=0000000000000001,0000000000000002"),
        Question.get(base + "traces/" + ID + "/logs"),
        Question.get(base + "traces/" + ID + "/findings"),
        Question.get(base + "traces/" + ID + "/percentiles?ids=0000000000000001"),
        Question.get(base + "services/overview" + range),
        Question.get(base + "services/shop/overview" + range),
        Question.get(base + "services/shop/versions" + range),
        Question.get(base + "map" + range + "&focus=shop&hops=2&minShare=0.1"),
        Question.get(base + "changes" + range),
        Question.get(base + "compare/traces?a=" + ID + "&b=" + ID),
        Question.post(base + "compare/spans", "{\"selection\":\"{ status = error }\",\"limit\":5}"),
        Question.post(base + "structure", "{\"query\":\"{}\",\"limit\":5}"),
        Question.post(base + "errors", "{\"query\":\"{}\",\"steps\":4,\"limit\":5}"),
        Question.post(
            base + "funnels/eval",
            "{\"steps\":[\"{}\",\"{ name = `a` }\"],\"gapNanos\":5000,\"limit\":5}"),
        Question.post(base + "deletions", "{\"query\":{\"service\":\"none\"},\"dryRun\":true}"),
        Question.post(base + "traces/" + ID + "/pin", ""),
        Question.get(base + "pins"));
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private Clew clew;

  private String id = "";

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    clew = Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
    for (long seed = 1; seed <= 20; seed++) {
      List<Span> trace = new TraceGen(new Gen(seed)).trace(20);
      id = trace.getFirst().traceId().toString();
      HttpRequest export =
          HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
              .header("content-type", "application/x-protobuf")
              .POST(BodyPublishers.ofByteArray(OtlpProto.request(trace).toByteArray()))
              .build();
      assertThat(client.send(export, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  @AfterAll
  void close() throws IOException {
    clew.close();
    client.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void ask_anything_isAnsweredOrRefused(Api api) throws Exception {
    int port = clew.addresses().of(api.port).orElseThrow().getPort();
    URI address = URI.create("http://127.0.0.1:" + port + "/");
    List<Question> questions = questions(api);
    var random = new SplittableRandom(SEED + api.ordinal());
    long before = usedBytes();
    double failedBefore = failures();

    for (int attempt = 0; attempt < TRIES; attempt++) {
      Question valid = questions.get(random.nextInt(questions.size()));
      Question asked = attempt < questions.size() ? questions.get(attempt) : mutated(valid, random);
      HttpResponse<byte[]> answer = ask(address, asked, random);

      assertThat(answer.statusCode())
          .as(
              "attempt %s: %s: %s",
              attempt, asked, new String(answer.body(), StandardCharsets.UTF_8))
          .isNotIn(500, 502, 503, 504);
      assertThat(answer.body())
          .as("attempt %s: %s", attempt, asked)
          .hasSizeLessThan(MOST_ANSWER_BYTES);
    }

    assertThat(usedBytes() - before).isLessThan(MOST_GROWTH_BYTES);
    assertThat(failures()).isEqualTo(failedBefore);
  }

  private HttpResponse<byte[]> ask(URI address, Question asked, RandomGenerator random)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + escaped(asked.path.substring(1))))
            .timeout(Duration.ofSeconds(40))
            .method(asked.method, BodyPublishers.ofByteArray(asked.bytes()));
    if (!asked.type.isEmpty()) {
      request.header("content-type", asked.type);
    }
    if (random.nextInt(3) == 0) {
      request.header("accept", "application/protobuf");
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /// What may not stand in an address is escaped; a percent sign stays where digits follow.
  private String escaped(String path) {
    var escaped = new StringBuilder();
    for (byte each : path.replace(ID, id).getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || "-._~/?&=:,;".indexOf(each) >= 0;
      escaped.append(isPlain ? Character.toString(each) : String.format("%%%02X", each));
    }
    return escaped.toString();
  }

  private static Question mutated(Question valid, RandomGenerator random) {
    String method = valid.method;
    String path = valid.path;
    byte[] body = valid.bytes();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      switch (random.nextInt(!valid.body.isEmpty() ? 8 : 4)) {
        case 0 -> path = "/" + inserted(path, random).substring(1);
        case 1 -> path = "/" + cut(path, random);
        case 2 -> path = withValue(path, random);
        case 3 ->
            method =
                random.nextInt(8) == 0
                    ? List.of("GET", "HEAD", "POST", "PUT", "DELETE").get(random.nextInt(5))
                    : method;
        default -> body = damaged(body, valid.type, random);
      }
    }
    return new Question(method, path, valid.type, Question.ofBytes(body));
  }

  private static String piece(RandomGenerator random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private static String inserted(String text, RandomGenerator random) {
    int at = 1 + random.nextInt(Math.max(1, text.length()));
    int from = Math.min(at, text.length());
    return text.substring(0, from) + piece(random) + text.substring(from);
  }

  private static String cut(String path, RandomGenerator random) {
    int from = 1 + random.nextInt(Math.max(1, path.length() - 1));
    int start = Math.min(from, path.length());
    int end = Math.min(path.length(), start + 1 + random.nextInt(8));
    return path.substring(Math.min(1, start), start) + path.substring(end);
  }

  /// Another value for one of the parameters, or one of them twice.
  private static String withValue(String path, RandomGenerator random) {
    int at = path.indexOf('=', random.nextInt(path.length()));
    if (at < 0) {
      return path;
    }
    int end = path.indexOf('&', at);
    String rest = end < 0 ? "" : path.substring(end);
    return path.substring(0, at + 1) + piece(random) + rest;
  }

  /// A message of gRPC keeps its prefix right most of the time, so that its content is read.
  private static byte[] damaged(byte[] body, String type, RandomGenerator random) {
    if (body.length == 0) {
      return piece(random).getBytes(StandardCharsets.UTF_8);
    }
    boolean isCall = type.equals("application/grpc");
    int first = isCall && body.length > 5 && random.nextInt(10) > 0 ? 5 : 0;
    byte[] damaged;
    if (random.nextBoolean()) {
      damaged = body.clone();
      damaged[first + random.nextInt(body.length - first)] = (byte) random.nextInt(256);
    } else {
      byte[] more = piece(random).getBytes(StandardCharsets.UTF_8);
      int at = first + random.nextInt(body.length - first + 1);
      int skip = random.nextInt(Math.min(4, body.length - at + 1));
      ByteBuffer made = ByteBuffer.allocate(body.length + more.length - skip);
      made.put(body, 0, at).put(more).put(body, at + skip, body.length - at - skip);
      damaged = made.array();
    }
    if (isCall && first == 5) {
      ByteBuffer.wrap(damaged).putInt(1, damaged.length - 5);
    }
    return damaged;
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// How many questions failed by the server's own count, which knows of calls too.
  private double failures() throws IOException, InterruptedException {
    HttpRequest metrics =
        HttpRequest.newBuilder(clew.addresses().page().resolve("/metrics")).build();
    return client
        .send(metrics, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(
            line -> line.startsWith("clew_queries_total") && line.contains("outcome=\"failed\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
