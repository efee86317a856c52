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

/// Whatever is posted over HTTP.
final class HttpExporter implements Exporter {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String THRIFT = "application/x-thrift";

  private final Protocol protocol;
  private final Encoding encoding;
  private final Channel channel;
  private final RequestHeaders headers;

  /// @param endpoint its path is the standard one when it has none
  HttpExporter(Protocol protocol, URI endpoint, Encoding encoding, EventLoopGroup loops) {
    this.protocol = protocol;
    this.encoding = encoding;
    channel = new Channel(endpoint, SessionProtocol.H1C, SessionProtocol.H1, loops);
    String path = endpoint.getRawPath();
    boolean hasPath = path != null && path.length() > 1;
    RequestHeaders plain =
        RequestHeaders.of(
            HttpMethod.POST,
            hasPath ? path : path(protocol),
            HttpHeaderNames.CONTENT_TYPE,
            type(protocol));
    headers = encoding == Encoding.IDENTITY ? plain : compressed(plain);
  }

  private RequestHeaders compressed(RequestHeaders plain) {
    boolean mayBe = !protocol.isZipkin() || encoding == Encoding.GZIP;
    String name = encoding.name().toLowerCase(Locale.ROOT);
    if (!mayBe) {
      throw new IllegalArgumentException("Zipkin takes the encodings none and gzip, got " + name);
    }
    return plain.withMutations(with -> with.set(HttpHeaderNames.CONTENT_ENCODING, name));
  }

  private static String path(Protocol protocol) {
    return switch (protocol) {
      case GRPC, JAEGER_GRPC, JAEGER_COMPACT -> throw notPosted(protocol);
      case HTTP, JSON -> "/v1/traces";
      case JAEGER_THRIFT -> "/api/traces";
      case ZIPKIN, ZIPKIN_JSON -> "/api/v2/spans";
      case ZIPKIN_JSON_V1, ZIPKIN_THRIFT -> "/api/v1/spans";
    };
  }

  private static String type(Protocol protocol) {
    return switch (protocol) {
      case GRPC, JAEGER_GRPC, JAEGER_COMPACT -> throw notPosted(protocol);
      case HTTP, ZIPKIN -> PROTOBUF;
      case JSON, ZIPKIN_JSON, ZIPKIN_JSON_V1 -> JSON;
      case JAEGER_THRIFT, ZIPKIN_THRIFT -> THRIFT;
    };
  }

  private static IllegalArgumentException notPosted(Protocol protocol) {
    return new IllegalArgumentException(protocol + " is not posted over HTTP");
  }

  @Override
  public byte[] body(byte[] request) {
    return Compression.compress(Wording.of(request, protocol), encoding);
  }

  @Override
  public Outcome export(byte[] body) {
    try {
      return outcome(channel.send(headers, HttpData.wrap(body)));
    } catch (Channel.Failed failed) {
      return new Outcome.Retryable(Duration.ZERO, failed.reason());
    }
  }

  private Outcome outcome(AggregatedHttpResponse response) {
    int status = response.status().code();
    return switch (status) {
      case 200 ->
          protocol == Protocol.JSON
              ? Answers.jsonSuccess(response.contentUtf8())
              : Answers.success(response.content().array());
      case 202 -> new Outcome.Acknowledged();
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
