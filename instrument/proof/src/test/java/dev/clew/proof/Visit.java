package dev.clew.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request to an application, and the answer, which names the trace.
record Visit(HttpResponse<String> answer) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern TRACE = Pattern.compile("traceparent;desc=\"00-([0-9a-f]{32})-.*");

  static Visit of(URI address, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Visit(CLIENT.send(request.build(), BodyHandlers.ofString()));
  }

  String body() {
    return answer.body();
  }

  String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /// The trace that `Server-Timing` names.
  String trace() {
    Matcher timing = TRACE.matcher(header("Server-Timing"));
    if (!timing.matches()) {
      throw new IllegalStateException("no trace in " + answer + " " + answer.headers());
    }
    return timing.group(1);
  }
}
