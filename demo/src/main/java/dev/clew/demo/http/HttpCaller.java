package dev.clew.demo.http;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;

import dev.clew.demo.telemetry.Propagation;
import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Calls one other service over HTTP, each call a CLIENT span whose context travels along.
public final class HttpCaller implements AutoCloseable {
  private static final AttributeKey<String> URL_TEMPLATE = AttributeKey.stringKey("url.template");

  private final Telemetry telemetry;
  private final Tracer tracer;
  private final URI base;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public HttpCaller(Telemetry telemetry, URI base, Duration timeout) {
    this.telemetry = telemetry;
    this.tracer = telemetry.tracer("http");
    this.base = base;
    this.timeout = timeout;
  }

  public Answer get(String template, Fields fields) throws IOException, InterruptedException {
    return call("GET", template, fields);
  }

  public Answer post(String template, Fields fields) throws IOException, InterruptedException {
    return call("POST", template, fields);
  }

  /// Fills the template from the fields; those left over go to the body of a POST, else the query.
  public Answer call(String method, String template, Fields fields)
      throws IOException, InterruptedException {
    String path = template;
    Fields rest = fields;
    for (Map.Entry<String, String> field : fields.values().entrySet()) {
      String place = "{" + field.getKey() + "}";
      if (path.contains(place)) {
        path = path.replace(place, Fields.encode(field.getValue()));
        rest = rest.without(field.getKey());
      }
    }
    boolean hasBody = method.equals("POST");
    String query = hasBody || rest.values().isEmpty() ? "" : "?" + rest.encoded();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path + query))
            .timeout(timeout)
            .header("User-Agent", telemetry.service() + "/" + Telemetry.VERSION)
            .method(method, BodyPublishers.ofString(hasBody ? rest.encoded() : ""));
    return traced(template, request);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Answer traced(String template, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    Span span = start(template, request.build());
    try (Scope _ = span.makeCurrent()) {
      Propagation.headers(Context.current()).forEach(request::setHeader);
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      span.setAttribute(HTTP_RESPONSE_STATUS_CODE, response.statusCode());
      if (response.statusCode() >= 400) {
        span.setAttribute(ERROR_TYPE, Integer.toString(response.statusCode()));
        span.setStatus(StatusCode.ERROR);
      }
      return new Answer(response.statusCode(), Fields.parse(response.body()));
    } catch (IOException | InterruptedException e) {
      SpanErrors.record(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  private Span start(String template, HttpRequest request) {
    return tracer
        .spanBuilder(request.method() + " " + template)
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute(HTTP_REQUEST_METHOD, request.method())
        .setAttribute(URL_FULL, request.uri().toString())
        .setAttribute(URL_TEMPLATE, template)
        .setAttribute(SERVER_ADDRESS, request.uri().getHost())
        .setAttribute(SERVER_PORT, request.uri().getPort())
        .setAttribute(NETWORK_PROTOCOL_VERSION, "1.1")
        .startSpan();
  }
}
