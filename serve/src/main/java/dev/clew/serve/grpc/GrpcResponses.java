package dev.clew.serve.grpc;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.http.Failure;
import dev.clew.serve.http.GrpcCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Writes gRPC answers: a message and trailers, or the status alone; also what the server itself
/// has to say on a gRPC port.
public final class GrpcResponses implements ServerErrorHandler {
  public static final MediaType GRPC = MediaType.create("application", "grpc");

  static HttpResponse message(byte[] message) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
        HttpData.wrap(framed(message)),
        HttpHeaders.of("grpc-status", GrpcCode.OK.number()));
  }

  /// A message behind its prefix.
  public static byte[] framed(byte[] message) {
    ByteBuffer framed = ByteBuffer.allocate(Frame.PREFIX_BYTES + message.length);
    return framed.put((byte) 0).putInt(message.length).put(message).array();
  }

  static AggregatedHttpResponse failure(Failure failure) {
    // Clients reject a status that an empty body follows.
    var headers = ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).endOfStream(true);
    status(headers, failure);
    return AggregatedHttpResponse.of(headers.build());
  }

  private static void status(HttpHeadersBuilder headers, Failure failure) {
    headers.set("grpc-status", Integer.toString(failure.code().number()));
    headers.set("grpc-message", percentEncoded(failure.message()));
    headers.set("grpc-accept-encoding", "identity,gzip,zstd,deflate,snappy,lz4");
    if (failure.retryAfter().isPresent()) {
      byte[] details = failure.proto().toBytes();
      headers.set(
          "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details));
    }
  }

  /// Printable ASCII but `%` stays; every other byte of the UTF-8 becomes `%XX`.
  public static String percentEncoded(String message) {
    StringBuilder encoded = new StringBuilder(message.length());
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(String.format("%02X", b));
      }
    }
    return encoded.toString();
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return failure(Failure.of(context, cause)).toHttpResponse();
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String message = description == null ? status.reasonPhrase() : description;
    return headers != null && isGrpc(headers)
        ? failure(Failure.of(status, message))
        : AggregatedHttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, message + "\n");
  }

  public static boolean isGrpc(RequestHeaders headers) {
    MediaType type = headers.contentType();
    return type != null
        && type.type().equals("application")
        && (type.subtype().equals("grpc") || type.subtype().equals("grpc+proto"));
  }
}
