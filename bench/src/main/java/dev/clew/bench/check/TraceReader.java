package dev.clew.bench.check;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.model.TraceId;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// Asks a server over its native API how many spans it has of a trace. Safe for many threads.
final class TraceReader implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long LONGEST_ANSWER = 256L << 20;
  private static final String MEDIA_TYPE = "application/vnd.clew.columns";

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

  /// The number of spans; 0 when the server does not know the trace.
  ///
  /// @throws UnreadableException when there was no answer or none to be understood
  long spanCount(TraceId trace) throws UnreadableException {
    AggregatedHttpResponse response = fetch("/api/clew/v1/traces/" + trace + "/columns");
    int status = response.status().code();
    return switch (status) {
      case 200 -> ColumnsHeader.spanCount(response.content().array());
      case 404 -> 0;
      default -> throw new UnreadableException("HTTP " + status + " for trace " + trace);
    };
  }

  private AggregatedHttpResponse fetch(String path) throws UnreadableException {
    try {
      return client
          .execute(RequestHeaders.of(HttpMethod.GET, path, HttpHeaderNames.ACCEPT, MEDIA_TYPE))
          .aggregate()
          .join();
    } catch (CompletionException thrown) {
      throw new UnreadableException(thrown.getMessage());
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}
