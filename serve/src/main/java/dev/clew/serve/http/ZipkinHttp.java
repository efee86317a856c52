package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.wire.Encoding;

/// Takes Zipkin's spans: `POST /api/v2/spans` in JSON or protobuf, `POST /api/v1/spans` in JSON or
/// Thrift. Some clients know another path or none, so that every other one takes the second
/// version.
public final class ZipkinHttp {
  private static final String V1 = "/api/v1/spans";

  private final Intake intake;
  private final Origins origins;

  public ZipkinHttp(Intake intake, Origins origins) {
    this.intake = intake;
    this.origins = origins;
  }

  public void mount(ServerBuilder server) {
    server
        .service(Route.builder().pathPrefix("/").methods(HttpMethod.POST).build(), this::spans)
        .errorHandler(new TextResponses());
    origins.mount(server);
  }

  private HttpResponse spans(ServiceRequestContext context, HttpRequest request) {
    RequestHeaders headers = request.headers();
    Format format = format(context.path(), headers);
    return ContentEncodings.of(headers)
        .map(encoding -> spans(request, format, encoding))
        .orElseGet(() -> refuse(request));
  }

  private HttpResponse spans(HttpRequest request, Format format, Encoding encoding) {
    return HttpResponse.of(
        intake
            .read(request, body -> intake.receive(body, 0, encoding, format))
            .thenApply(
                receipt -> TextResponses.render(inWords(receipt, encoding)).toHttpResponse()));
  }

  private static Receipt inWords(Receipt receipt, Encoding encoding) {
    boolean isNotGzip =
        receipt instanceof Receipt.Malformed(String reason)
            && encoding == Encoding.GZIP
            && reason.startsWith("body needs to be whole");
    return isNotGzip ? new Receipt.Malformed("Cannot gunzip spans") : receipt;
  }

  private HttpResponse refuse(HttpRequest request) {
    Failure failure =
        Failure.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ContentEncodings.needed(request.headers()));
    return HttpResponse.of(
        intake.read(request, _ -> TextResponses.render(failure).toHttpResponse()));
  }

  private static Format format(String path, RequestHeaders headers) {
    MediaType type = headers.contentType();
    String subtype = type == null ? "" : type.type() + "/" + type.subtype();
    if (path.contains(V1)) {
      return subtype.equals("application/x-thrift") ? Format.ZIPKIN_THRIFT : Format.ZIPKIN_JSON_V1;
    }
    return subtype.equals("application/x-protobuf") ? Format.ZIPKIN_PROTO3 : Format.ZIPKIN_JSON_V2;
  }
}
