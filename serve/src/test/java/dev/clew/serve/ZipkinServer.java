package dev.clew.serve;

import dev.clew.collect.RedactionRule;
import dev.clew.serve.settings.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zipkin2.codec.SpanBytesEncoder;

/// A whole Clew as Zipkin's clients see it, on a folder of its own.
public final class ZipkinServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final Clew clew;

  public ZipkinServer() {
    folder = freshFolder();
    clew = open(folder);
  }

  private static Path freshFolder() {
    try {
      return Files.createTempDirectory("clew-zipkin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Clew open(Path folder) {
    try {
      return Clew.open(TestSettings.of(folder, settings()), InstantSource.system());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// With nothing hidden, so that all comes back as it was sent.
  private static Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("zipkin.autocomplete-keys", "http.host");
    for (RedactionRule rule : RedactionRule.values()) {
      settings.put("redaction." + rule.title(), "off");
    }
    return settings;
  }

  /// Deletes every trace.
  public void clear() throws IOException {
    String everything = "{\"traceql\": \"{}\", \"dryRun\": false}";
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(page("/api/clew/v1/deletions"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(everything)));
    if (answer.statusCode() >= 300) {
      throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  public URI address(String path) {
    return clew.addresses().of(Port.ZIPKIN).orElseThrow().resolve(path);
  }

  public URI page(String path) {
    return clew.addresses().page().resolve(path);
  }

  public HttpResponse<byte[]> get(URI address) throws IOException {
    return send(HttpRequest.newBuilder(address));
  }

  public HttpResponse<byte[]> get(String path) throws IOException {
    return get(address(path));
  }

  /// Sends spans in one of Zipkin's encodings.
  @SuppressWarnings("deprecation") // clients still send THRIFT
  public HttpResponse<byte[]> post(List<zipkin2.Span> spans, SpanBytesEncoder encoder)
      throws IOException {
    boolean isFirst = encoder == SpanBytesEncoder.THRIFT || encoder == SpanBytesEncoder.JSON_V1;
    return send(
        HttpRequest.newBuilder(address(isFirst ? "/api/v1/spans" : "/api/v2/spans"))
            .header("content-type", type(encoder))
            .POST(BodyPublishers.ofByteArray(encoder.encodeList(spans))));
  }

  /// Sends JSON.
  public HttpResponse<byte[]> post(String path, byte[] body) throws IOException {
    return send(HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofByteArray(body)));
  }

  @SuppressWarnings("deprecation") // clients still send THRIFT
  private static String type(SpanBytesEncoder encoder) {
    return switch (encoder.encoding()) {
      case JSON -> "application/json";
      case THRIFT -> "application/x-thrift";
      case PROTO3 -> "application/x-protobuf";
    };
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test's thread is not interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    clew.close();
    delete(folder);
  }
}
