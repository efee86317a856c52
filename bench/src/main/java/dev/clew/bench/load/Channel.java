package dev.clew.bench.load;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// One connection to a receiver.
final class Channel implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final long LONGEST_ANSWER = 4 << 20;

  private final ClientFactory factory;
  private final WebClient client;

  /// A factory of its own keeps a connection of its own; `h2c` would share one between all senders.
  Channel(String address, EventLoopGroup loops) {
    factory =
        ClientFactory.builder()
            .workerGroup(loops, false)
            .connectTimeout(CONNECT)
            .maxNumEventLoopsPerEndpoint(1)
            .build();
    client =
        WebClient.builder(address)
            .factory(factory)
            .responseTimeout(ANSWER)
            .maxResponseLength(LONGEST_ANSWER)
            .build();
  }

  /// The whole answer, or [Failed] when there is none.
  AggregatedHttpResponse send(RequestHeaders headers, HttpData body) throws Failed {
    try {
      return client.execute(HttpRequest.of(headers, body)).aggregate().join();
    } catch (CompletionException thrown) {
      Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
      throw new Failed(
          cause instanceof ResponseTimeoutException
              ? "no answer within " + ANSWER.toSeconds() + " s"
              : cause.toString());
    }
  }

  @Override
  public void close() {
    factory.close();
  }

  /// No answer came: refused, cut or too late. Whether the receiver took the spans is unknown.
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message, null, false, false);
    }
  }
}
