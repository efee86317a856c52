package dev.clew.bench.otlp;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// One connection to a receiver.
final class Channel implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final long LONGEST_ANSWER = 4 << 20;

  private final ClientFactory factory;
  private final WebClient client;

  /// A factory of its own keeps a connection of its own; HTTP/2 would share one between all
  /// senders.
  ///
  /// @param clear the HTTP version of `http` endpoints
  /// @param encrypted the HTTP version of `https` endpoints
  Channel(URI endpoint, SessionProtocol clear, SessionProtocol encrypted, EventLoopGroup loops) {
    SessionProtocol protocol = "https".equals(endpoint.getScheme()) ? encrypted : clear;
    factory =
        ClientFactory.builder()
            .workerGroup(loops, false)
            .connectTimeout(CONNECT)
            .maxNumEventLoopsPerEndpoint(1)
            .build();
    client =
        WebClient.builder(protocol.uriText() + "://" + endpoint.getRawAuthority())
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
      throw new Failed(reason(thrown));
    }
  }

  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof ResponseTimeoutException) {
      return "no answer within " + ANSWER.toSeconds() + " s";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  @Override
  public void close() {
    factory.close();
  }

  /// No answer came: refused, cut or too late. Whether the receiver took the spans is unknown.
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Failed(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
