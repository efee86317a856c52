package dev.clew.serve.zipkin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.serve.ZipkinServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import zipkin2.Call;
import zipkin2.Callback;
import zipkin2.DependencyLink;
import zipkin2.Span;
import zipkin2.codec.DependencyLinkBytesDecoder;
import zipkin2.codec.SpanBytesDecoder;
import zipkin2.codec.SpanBytesEncoder;
import zipkin2.storage.AutocompleteTags;
import zipkin2.storage.QueryRequest;
import zipkin2.storage.ServiceAndSpanNames;
import zipkin2.storage.SpanConsumer;
import zipkin2.storage.SpanStore;
import zipkin2.storage.StorageComponent;
import zipkin2.storage.Traces;

/// A server as a storage of Zipkin's, by which Zipkin's tests can ask it.
@SuppressWarnings("deprecation") // Zipkin asks for all of it where it once was, too
final class HttpStorage extends StorageComponent
    implements SpanStore, Traces, ServiceAndSpanNames, AutocompleteTags, SpanConsumer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ZipkinServer server = new ZipkinServer();
  private final SpanBytesEncoder encoder;

  private HttpStorage(SpanBytesEncoder encoder) {
    this.encoder = encoder;
  }

  /// Builds one that sends spans in this encoding; how it is set up is the server's.
  static final class Builder extends StorageComponent.Builder {
    private final SpanBytesEncoder encoder;

    Builder(SpanBytesEncoder encoder) {
      this.encoder = encoder;
    }

    @Override
    public Builder strictTraceId(boolean isStrict) {
      return this;
    }

    @Override
    public Builder searchEnabled(boolean isEnabled) {
      return this;
    }

    @Override
    public Builder autocompleteKeys(List<String> keys) {
      return this;
    }

    @Override
    public StorageComponent build() {
      return new HttpStorage(encoder);
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static final class Asked<T> extends Call.Base<T> {
    private final Work<T> work;

    Asked(Work<T> work) {
      this.work = work;
    }

    @Override
    protected T doExecute() throws IOException {
      return work.run();
    }

    @Override
    protected void doEnqueue(Callback<T> callback) {
      try {
        callback.onSuccess(work.run());
      } catch (IOException e) {
        callback.onError(e);
      }
    }

    @Override
    public Call<T> clone() {
      return new Asked<>(work);
    }
  }

  ZipkinServer server() {
    return server;
  }

  private JsonNode ask(String path) throws IOException {
    HttpResponse<byte[]> answer = server.get(path);
    if (answer.statusCode() == 404) {
      return JSON.createArrayNode();
    }
    if (answer.statusCode() != 200) {
      throw new IOException(
          answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(answer.body());
  }

  private static List<Span> spans(JsonNode list) throws IOException {
    return SpanBytesDecoder.JSON_V2.decodeList(JSON.writeValueAsBytes(list));
  }

  private List<List<Span>> traces(String path) throws IOException {
    var traces = new ArrayList<List<Span>>();
    for (JsonNode trace : ask(path)) {
      traces.add(spans(trace));
    }
    return traces;
  }

  private Call<List<String>> texts(String path) {
    return new Asked<>(() -> ask(path).valueStream().map(JsonNode::textValue).toList());
  }

  private static String escape(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  @SuppressWarnings("NullAway") // there is no Void but null
  @Override
  public Call<Void> accept(List<Span> spans) {
    return new Asked<>(() -> {
      HttpResponse<byte[]> answer = server.post(spans, encoder);
      if (answer.statusCode() != 202) {
        throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
      }
      return null;
    });
  }

  @Override
  public Call<List<List<Span>>> getTraces(QueryRequest asked) {
    var parameters = new StringJoiner("&", "/api/v2/traces?", "");
    add(parameters, "serviceName", asked.serviceName());
    add(parameters, "remoteServiceName", asked.remoteServiceName());
    add(parameters, "spanName", asked.spanName());
    add(parameters, "annotationQuery", asked.annotationQueryString());
    add(parameters, "minDuration", asked.minDuration());
    add(parameters, "maxDuration", asked.maxDuration());
    add(parameters, "endTs", asked.endTs());
    add(parameters, "lookback", asked.lookback());
    add(parameters, "limit", asked.limit());
    return new Asked<>(() -> traces(parameters.toString()));
  }

  private static void add(StringJoiner parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.add(name + "=" + escape(value));
    }
  }

  @Override
  public Call<List<Span>> getTrace(String traceId) {
    return new Asked<>(() -> spans(ask("/api/v2/trace/" + traceId)));
  }

  /// A server gives a single trace only at an address of its own.
  @Override
  public Call<List<List<Span>>> getTraces(Iterable<String> traceIds) {
    List<String> ids = List.copyOf((Collection<String>) traceIds);
    if (ids.size() == 1) {
      return getTrace(ids.getFirst()).map(trace -> trace.isEmpty() ? List.of() : List.of(trace));
    }
    return new Asked<>(() -> traces("/api/v2/traceMany?traceIds=" + String.join(",", ids)));
  }

  @Override
  public Call<List<DependencyLink>> getDependencies(long endTs, long lookback) {
    String path = "/api/v2/dependencies?endTs=" + endTs + "&lookback=" + lookback;
    return new Asked<>(
        () -> DependencyLinkBytesDecoder.JSON_V1.decodeList(JSON.writeValueAsBytes(ask(path))));
  }

  @Override
  public Call<List<String>> getServiceNames() {
    return texts("/api/v2/services");
  }

  @Override
  public Call<List<String>> getRemoteServiceNames(String service) {
    return texts("/api/v2/remoteServices?serviceName=" + escape(service));
  }

  @Override
  public Call<List<String>> getSpanNames(String service) {
    return texts("/api/v2/spans?serviceName=" + escape(service));
  }

  @Override
  public Call<List<String>> getKeys() {
    return texts("/api/v2/autocompleteKeys");
  }

  @Override
  public Call<List<String>> getValues(String key) {
    return texts("/api/v2/autocompleteValues?key=" + escape(key));
  }

  @Override
  public SpanStore spanStore() {
    return this;
  }

  @Override
  public Traces traces() {
    return this;
  }

  @Override
  public ServiceAndSpanNames serviceAndSpanNames() {
    return this;
  }

  @Override
  public AutocompleteTags autocompleteTags() {
    return this;
  }

  @Override
  public SpanConsumer spanConsumer() {
    return this;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
