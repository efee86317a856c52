package dev.clew.bench.otlp;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/// OTLP over HTTP with protobuf bodies.
final class HttpExporter implements Exporter {
  private static final String PATH = "/v1/traces";

  private final Encoding encoding;
  private final Channel channel;
  private final RequestHeaders headers;

  /// @param endpoint its path is the standard one when it has none
  HttpExporter(URI endpoint, Encoding encoding, EventLoopGroup loops) {
    this.encoding = encoding;
    channel = new Channel(endpoint, SessionProtocol.H1C, SessionProtocol.H1, loops);
    String path = endpoint.getRawPath();
    boolean hasPath = path != null && path.length() > 1;
    RequestHeaders plain =
        RequestHeaders.of(
            HttpMethod.POST,
            hasPath ? path : PATH,
            HttpHeaderNames.CONTENT_TYPE,
            "application/x-protobuf");
    headers =
        encoding == Encoding.IDENTITY
            ? plain
            : plain.withMutations(with ->
                with.set(
                    HttpHeaderNames.CONTENT_ENCODING, encoding.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public byte[] body(byte[] request) {
    return Compression.compress(request, encoding);
  }

  @Override
  public Outcome export(byte[] body) {
    try {
      return outcome(channel.send(headers, HttpData.wrap(body)));
    } catch (Channel.Failed failed) {
      return new Outcome.Retryable(Duration.ZERO, failed.reason());
    }
  }

  private static Outcome outcome(AggregatedHttpResponse response) {
    int status = response.status().code();
    return switch (status) {
      case 200 -> Answers.success(response.content().array());
      case 429, 502, 503, 504 ->
          new Outcome.Retryable(
              Answers.retryAfter(response.headers().get(HttpHeaderNames.RETRY_AFTER, "")),
              "HTTP " + response.status());
      default -> new Outcome.Refused("HTTP " + response.status());
    };
  }

  @Override
  public void close() {
    channel.close();
  }
}
