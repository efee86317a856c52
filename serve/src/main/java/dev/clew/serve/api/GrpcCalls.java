package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.grpc.Frame;
import dev.clew.serve.grpc.GrpcResponses;
import dev.clew.serve.http.GrpcCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Makes handlers of calls of gRPC that ask with one message and are answered by a stream of them.
public final class GrpcCalls {
  private GrpcCalls() {}

  /// Answers one call.
  @FunctionalInterface
  public interface Call {
    /// Answers in as many messages as it takes.
    ///
    /// @param message what is asked
    void answer(byte[] message, Stream stream) throws Exception;
  }

  /// Where the messages of an answer go; each has left when it was sent.
  public record Stream(Reply reply) {
    public void send(byte[] message) throws IOException {
      reply.write(GrpcResponses.framed(message));
      reply.push();
    }
  }

  /// Answers the calls of a service under the name of each, and says that there are no others.
  ///
  /// @param service its full name
  public static void mount(
      ServerBuilder server, Answers answers, String service, Map<String, Named> calls) {
    calls.forEach((name, call) ->
        server.service(
            "/" + service + "/" + name,
            (request, _) -> answers.answer(request, call.api(), handler(call.call()))));
    mountNone(server, answers, "/" + service + "/");
  }

  /// Says that there is no call below a path.
  public static void mountNone(ServerBuilder server, Answers answers, String below) {
    server.serviceUnder(
        below,
        (request, _) ->
            answers.answer(
                request,
                "grpc.none",
                handler((_, _) -> {
                  throw new RequestException(
                      HttpStatus.NOT_IMPLEMENTED, "no such call: " + request.path());
                })));
  }

  /// A call and what the meter knows it as.
  public record Named(String api, Call call) {}

  static Handler handler(Call call) {
    return (request, reply) -> {
      byte[] message = message(request);
      reply.type(GrpcResponses.GRPC);
      call.answer(message, new Stream(reply));
      reply.trailer("grpc-status", Integer.toString(GrpcCode.OK.number()));
    };
  }

  /// Answers each message of a stream with another, as it comes.
  public static void converse(
      ServiceRequestContext request, Reply reply, UnaryOperator<byte[]> answer) throws IOException {
    checkCall(request);
    reply.type(GrpcResponses.GRPC);
    var stream = new Stream(reply);
    try (InputStream in = Bodies.stream(request)) {
      byte[] prefix = next(in, Frame.PREFIX_BYTES);
      while (prefix.length > 0) {
        stream.send(answer.apply(next(in, length(prefix))));
        prefix = next(in, Frame.PREFIX_BYTES);
      }
    }
    reply.trailer("grpc-status", Integer.toString(GrpcCode.OK.number()));
  }

  /// So many bytes, or fewer at the end; waits for no more than these.
  private static byte[] next(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    int came = in.readNBytes(bytes, 0, length);
    return came == length ? bytes : Arrays.copyOf(bytes, came);
  }

  /// How long the message is that a prefix announces; one that is cut short is read as it is.
  private static int length(byte[] prefix) {
    if (prefix.length < Frame.PREFIX_BYTES || prefix[0] != 0) {
      throw RequestException.bad("a question needs a prefix of 5 bytes that starts with 0");
    }
    int length = ByteBuffer.wrap(prefix, 1, Integer.BYTES).getInt();
    if (length < 0 || length > Bodies.MAX_BODY) {
      throw new RequestException(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "a question needs at most " + Bodies.MAX_BODY + " bytes");
    }
    return length;
  }

  private static void checkCall(ServiceRequestContext request) {
    if (request.method() != HttpMethod.POST || !GrpcResponses.isGrpc(request.request().headers())) {
      throw RequestException.bad("a call needs POST and the content type application/grpc");
    }
  }

  private static byte[] message(ServiceRequestContext request) throws IOException {
    checkCall(request);
    byte[] body = Bodies.read(request);
    if (isCompressed(body)) {
      throw new RequestException(
          HttpStatus.NOT_IMPLEMENTED, "a question needs to come without compression");
    }
    return Arrays.copyOfRange(body, Frame.PREFIX_BYTES, body.length);
  }

  private static boolean isCompressed(byte[] body) {
    try {
      return Frame.of(body).isCompressed();
    } catch (IllegalArgumentException e) {
      throw RequestException.bad(String.valueOf(e.getMessage()));
    }
  }

  /// An error as gRPC says it: HTTP is content, the status tells.
  public static void error(Reply reply, HttpStatus status, String message) {
    reply
        .status(HttpStatus.OK)
        .type(GrpcResponses.GRPC)
        .header("grpc-accept-encoding", "identity")
        .trailer("grpc-status", Integer.toString(code(status).number()))
        .trailer("grpc-message", GrpcResponses.percentEncoded(message));
  }

  private static GrpcCode code(HttpStatus status) {
    return switch (status.code()) {
      case 400, 422 -> GrpcCode.INVALID_ARGUMENT;
      case 404 -> GrpcCode.NOT_FOUND;
      case 405, 501 -> GrpcCode.UNIMPLEMENTED;
      case 413, 429 -> GrpcCode.RESOURCE_EXHAUSTED;
      case 503 -> GrpcCode.UNAVAILABLE;
      case 504 -> GrpcCode.DEADLINE_EXCEEDED;
      default -> GrpcCode.UNKNOWN;
    };
  }
}
