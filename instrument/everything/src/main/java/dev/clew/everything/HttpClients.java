package dev.clew.everything;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/// Calls the application itself, so that a trace has both sides.
final class HttpClients {
  private final String address;

  HttpClients(int port) {
    this.address = "http://127.0.0.1:" + port + "/do/hello";
  }

  void addTo(Map<String, Action> actions) {
    actions.put("jdk", () -> jdk(address));
    actions.put("forward", () -> jdk(System.getProperty("forward")));
    actions.put("apache", this::apache);
    actions.put("okhttp", this::okhttp);
  }

  private static String jdk(String to) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(to)).header("X-Shop", "corner").build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private String apache() throws IOException {
    try (CloseableHttpClient client = HttpClientBuilder.create().build()) {
      return client.execute(
          new HttpGet(address), response -> EntityUtils.toString(response.getEntity()));
    }
  }

  private String okhttp() throws IOException {
    Request request = new Request.Builder().url(address).build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      return response.body().string();
    }
  }
}
