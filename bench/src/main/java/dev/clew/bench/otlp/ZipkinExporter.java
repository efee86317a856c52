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

/// Zipkin v2 over HTTP with protobuf bodies, for peers that do not take OTLP.
final class ZipkinExporter implements Exporter {
  private static final String PATH = "/api/v2/spans";

  private final Encoding encoding;
  private final Channel channel;
  private final RequestHeaders headers;

  ZipkinExporter(URI endpoint, Encoding encoding, EventLoopGroup loops) {
    this.encoding = encoding;
    channel = new Channel(endpoint, SessionProtocol.H1C, SessionProtocol.H1, loops);
    RequestHeaders plain =
        RequestHeaders.of(
            HttpMethod.POST, PATH, HttpHeaderNames.CONTENT_TYPE, "application/x-protobuf");
    headers =
        switch (encoding) {
          case IDENTITY -> plain;
          case GZIP ->
              plain.withMutations(with -> with.set(HttpHeaderNames.CONTENT_ENCODING, "gzip"));
          case ZSTD, DEFLATE, SNAPPY, LZ4 ->
              throw new IllegalArgumentException(
                  "Zipkin takes the encodings none and gzip, got "
                      + encoding.name().toLowerCase(Locale.ROOT));
        };
  }

  @Override
  public byte[] body(byte[] request) {
    return Compression.compress(ZipkinSpans.of(request), encoding);
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
    return switch (response.status().code()) {
      case 202 -> new Outcome.Acknowledged();
      case 429, 503 -> new Outcome.Retryable(Duration.ZERO, "HTTP " + response.status());
      default -> new Outcome.Refused("HTTP " + response.status());
    };
  }

  @Override
  public void close() {
    channel.close();
  }
}
