package dev.clew.demo.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Calls one other service over HTTP; the agent makes the spans and sends their context along.
public final class HttpCaller implements AutoCloseable {
  private final URI base;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public HttpCaller(URI base, Duration timeout) {
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
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path + query))
            .timeout(timeout)
            .method(method, BodyPublishers.ofString(hasBody ? rest.encoded() : ""))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), Fields.parse(response.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
