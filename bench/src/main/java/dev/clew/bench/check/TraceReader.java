package dev.clew.bench.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// Asks a server over its native API which spans it has of a trace. Safe for many threads.
final class TraceReader implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long LONGEST_ANSWER = 256L << 20;
  private static final JsonFactory JSON = new JsonFactory();

  private final ClientFactory factory = ClientFactory.builder().build();
  private final WebClient client;

  TraceReader(URI server) {
    client =
        WebClient.builder(server)
            .factory(factory)
            .responseTimeout(ANSWER)
            .maxResponseLength(LONGEST_ANSWER)
            .build();
  }

  /// What a server has of a trace.
  ///
  /// @param spans rows, the same span counted as often as it is there
  /// @param ids different spans
  record Found(int spans, int ids) {}

  /// @throws IOException when there was no answer, or none to be understood
  Found find(TraceId trace) throws IOException {
    AggregatedHttpResponse response = fetch("/api/clew/v1/traces/" + trace + "/columns");
    int status = response.status().code();
    return switch (status) {
      case 200 -> read(response.content().array());
      case 404 -> new Found(0, 0);
      default -> throw new IOException("the answer must be 200 or 404, got " + status);
    };
  }

  private AggregatedHttpResponse fetch(String path) throws IOException {
    try {
      return client
          .execute(
              RequestHeaders.of(HttpMethod.GET, path, HttpHeaderNames.ACCEPT, "application/json"))
          .aggregate()
          .join();
    } catch (CompletionException thrown) {
      throw new IOException("no answer: " + thrown.getMessage(), thrown);
    }
  }

  private static Found read(byte[] answer) throws IOException {
    try (JsonParser json = JSON.createParser(answer)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_ARRAY && "spanId".equals(json.currentName())) {
          return ids(json);
        }
      }
    }
    throw new IOException("the answer must have a column spanId");
  }

  private static Found ids(JsonParser json) throws IOException {
    int spans = 0;
    Set<String> ids = new HashSet<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      spans++;
      ids.add(json.getText());
    }
    return new Found(spans, ids.size());
  }

  @Override
  public void close() {
    factory.close();
  }
}
