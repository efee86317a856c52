package dev.clew.bench.load;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.clew.wire.Encoding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// OTLP over HTTP with protobuf bodies.
final class HttpExporter implements Exporter {
  private static final String PATH = "/v1/traces";

  private final Channel channel;
  private final RequestHeaders headers;

  /// @param path of the endpoint; the standard one when it has none
  HttpExporter(Channel channel, @Nullable String path, Encoding encoding) {
    this.channel = channel;
    boolean hasPath = path != null && path.length() > 1;
    RequestHeadersBuilder builder =
        RequestHeaders.builder(HttpMethod.POST, hasPath ? path : PATH)
            .add(HttpHeaderNames.CONTENT_TYPE, "application/x-protobuf");
    String coding = Packer.coding(encoding);
    if (!coding.equals("identity")) {
      builder.add(HttpHeaderNames.CONTENT_ENCODING, coding);
    }
    headers = builder.build();
  }

  @Override
  public Outcome export(byte[] body) {
    try {
      return outcome(channel.send(headers, HttpData.wrap(body)));
    } catch (Channel.Failed failed) {
      return new Outcome.Retryable(Duration.ZERO, failed.getMessage());
    }
  }

  private static Outcome outcome(AggregatedHttpResponse response) {
    int status = response.status().code();
    return switch (status) {
      case 200 -> Answers.success(response.content().array());
      case 429, 502, 503, 504 ->
          new Outcome.Retryable(
              Answers.retryAfter(response.headers().get(HttpHeaderNames.RETRY_AFTER)),
              "HTTP " + status);
      default -> new Outcome.Refused("HTTP " + status);
    };
  }
}
