package dev.clew.bench.otlp;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// OTLP over gRPC, framed by hand: one message of five bytes of prefix and the body.
final class GrpcExporter implements Exporter {
  private static final String METHOD =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final int PREFIX = 5;
  private static final int OK = 0;
  private static final int UNKNOWN = 2;
  private static final int RESOURCE_EXHAUSTED = 8;

  /// Cancelled, deadline exceeded, aborted, out of range, unavailable, data loss.
  private static final Set<Integer> RETRYABLE = Set.of(1, 4, 10, 11, 14, 15);

  private final Encoding encoding;
  private final Channel channel;
  private final RequestHeaders headers;
  private final byte compressed;

  GrpcExporter(URI endpoint, Encoding encoding, EventLoopGroup loops) {
    this.encoding = encoding;
    channel = new Channel(endpoint, SessionProtocol.H2C, SessionProtocol.H2, loops);
    compressed = (byte) (encoding == Encoding.IDENTITY ? 0 : 1);
    headers =
        RequestHeaders.builder(HttpMethod.POST, METHOD)
            .add(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
            .add(HttpHeaderNames.TE, "trailers")
            .add("grpc-encoding", coding(encoding))
            .build();
  }

  private static String coding(Encoding encoding) {
    return switch (encoding) {
      case IDENTITY -> "identity";
      case GZIP -> "gzip";
      case ZSTD -> "zstd";
      case DEFLATE -> "deflate";
      case SNAPPY -> "snappy";
      case LZ4 -> "lz4";
    };
  }

  @Override
  public byte[] body(byte[] request) {
    return Compression.compress(request, encoding);
  }

  @Override
  public Outcome export(byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(PREFIX + body.length);
    frame.put(compressed).putInt(body.length).put(body);
    try {
      return outcome(channel.send(headers, HttpData.wrap(frame.array())));
    } catch (Channel.Failed failed) {
      return new Outcome.Retryable(Duration.ZERO, failed.reason());
    }
  }

  private static Outcome outcome(AggregatedHttpResponse response) {
    HttpHeaders trailers =
        response.headers().contains("grpc-status") ? response.headers() : response.trailers();
    int status = trailers.getInt("grpc-status", UNKNOWN);
    if (status == OK) {
      byte[] content = response.content().array();
      return content.length < PREFIX
          ? new Outcome.Refused("gRPC success without an answer")
          : Answers.success(Arrays.copyOfRange(content, PREFIX, content.length));
    }
    String reason =
        "gRPC status %d (%s), HTTP %s"
            .formatted(status, trailers.get("grpc-message", ""), response.status());
    Optional<Duration> after = Answers.retryDelay(trailers.get("grpc-status-details-bin", ""));
    boolean mayPass =
        RETRYABLE.contains(status) || (status == RESOURCE_EXHAUSTED && after.isPresent());
    return mayPass
        ? new Outcome.Retryable(after.orElse(Duration.ZERO), reason)
        : new Outcome.Refused(reason);
  }

  @Override
  public void close() {
    channel.close();
  }
}
