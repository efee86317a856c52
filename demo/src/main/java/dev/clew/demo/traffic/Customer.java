package dev.clew.demo.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Runs errands to the gateway; untraced, as browsers outside the shop are.
public final class Customer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI gateway;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Customer(URI gateway) {
    this.gateway = gateway;
  }

  /// What the gateway answered.
  public HttpResponse<Void> run(Errand errand) throws IOException, InterruptedException {
    boolean hasBody = errand.method().equals("POST");
    String fields = errand.fields().encoded();
    String query = hasBody || fields.isEmpty() ? "" : "?" + fields;
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(errand.path() + query))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + errand.visitor().token())
            .header("User-Agent", errand.visitor().agent())
            .header("X-Forwarded-For", errand.visitor().address())
            .method(errand.method(), BodyPublishers.ofString(hasBody ? fields : ""))
            .build();
    return client.send(request, BodyHandlers.discarding());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
