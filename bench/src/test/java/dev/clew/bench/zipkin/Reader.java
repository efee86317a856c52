package dev.clew.bench.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;
import zipkin2.codec.SpanBytesEncoder;

/// Zipkin's API of one server, as Zipkin's own classes see it.
final class Reader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Reader(Subject server) throws IOException {
    address = server.endpoint(Protocol.ZIPKIN);
  }

  @SuppressWarnings("deprecation") // clients still send THRIFT
  void send(List<Span> spans, SpanBytesEncoder encoder) throws IOException, InterruptedException {
    boolean isFirst = encoder == SpanBytesEncoder.THRIFT || encoder == SpanBytesEncoder.JSON_V1;
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(isFirst ? "/api/v1/spans" : "/api/v2/spans"))
            .header("content-type", type(encoder))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(encoder.encodeList(spans)))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException(encoder + " must be taken, got " + answer.statusCode() + answer.body());
    }
  }

  @SuppressWarnings("deprecation") // clients still send THRIFT
  private static String type(SpanBytesEncoder encoder) {
    return switch (encoder.encoding()) {
      case JSON -> "application/json";
      case THRIFT -> "application/x-thrift";
      case PROTO3 -> "application/x-protobuf";
    };
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  String text(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(path);
    return answer.statusCode() + " " + new String(answer.body(), UTF_8);
  }

  /// Spans of traces by id, in the order of the answer; the order of spans in a trace means
  /// nothing.
  Map<String, Set<Span>> traces(String path) throws IOException, InterruptedException {
    byte[] body = get(path).body();
    return split(new String(body, UTF_8)).stream()
        .collect(
            toMap(
                trace -> trace.getFirst().traceId(),
                trace -> Set.copyOf(new HashSet<>(trace)),
                (one, _) -> one,
                LinkedHashMap::new));
  }

  /// The traces of a list of lists.
  private static List<List<Span>> split(String json) {
    // Every trace is a list of its own, and no text of a span holds these four letters plain.
    String inner = json.substring(1, json.length() - 1);
    return inner.isEmpty()
        ? List.of()
        : List.of(inner.split("(?<=\\}\\]),(?=\\[\\{)")).stream()
            .map(list -> SpanBytesDecoder.JSON_V2.decodeList(list.getBytes(UTF_8)))
            .toList();
  }

  Set<Span> trace(String path) throws IOException, InterruptedException {
    return Set.copyOf(SpanBytesDecoder.JSON_V2.decodeList(get(path).body()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
