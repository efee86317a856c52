package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.wire.Encoding;
import java.util.Optional;
import java.util.Set;

/// Takes Jaeger's spans: `POST /api/traces` with a batch in Thrift's binary protocol.
public final class JaegerHttp {
  private static final Set<String> TYPES =
      Set.of("application/x-thrift", "application/vnd.apache.thrift.binary");

  private final Intake intake;

  public JaegerHttp(Intake intake) {
    this.intake = intake;
  }

  public void mount(ServerBuilder server) {
    server
        .service(
            Route.builder().path("/api/traces").methods(HttpMethod.POST).build(),
            (_, request) -> batch(request))
        .errorHandler(new TextResponses());
  }

  private HttpResponse batch(HttpRequest request) {
    RequestHeaders headers = request.headers();
    MediaType type = headers.contentType();
    if (type == null) {
      return refuse(request, HttpStatus.BAD_REQUEST, "Cannot parse content type: needs one");
    }
    String name = type.type() + "/" + type.subtype();
    if (!TYPES.contains(name)) {
      return refuse(request, HttpStatus.BAD_REQUEST, "Unsupported content type: " + name);
    }
    Optional<Encoding> encoding = ContentEncodings.of(headers);
    if (encoding.isEmpty()) {
      String message = ContentEncodings.needed(headers);
      return refuse(request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }
    return HttpResponse.of(
        intake
            .read(request, body -> intake.receive(body, 0, encoding.get(), Format.JAEGER_THRIFT))
            .thenApply(receipt -> TextResponses.render(inWords(receipt)).toHttpResponse()));
  }

  private static Receipt inWords(Receipt receipt) {
    return receipt instanceof Receipt.Malformed(String reason)
        ? new Receipt.Malformed("Unable to process request body: " + reason)
        : receipt;
  }

  /// Takes the body first, so that the connection stays of use.
  private HttpResponse refuse(HttpRequest request, HttpStatus status, String message) {
    Failure failure = Failure.of(status, message);
    return HttpResponse.of(
        intake.read(request, _ -> TextResponses.render(failure).toHttpResponse()));
  }
}
