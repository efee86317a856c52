package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;

/// The web page. Files whose names change with their content are kept for ever by browsers;
/// `index.html` is asked for each time. Every address that is no file is the page's own and answers
/// with `index.html`, except below `/api` and `/assets`.
public final class Page {
  private static final String INDEX = "/index.html";
  private static final String HASHED = "/assets/";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK = "no-cache";
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

  private final PageFiles files;

  public Page(PageFiles files) {
    this.files = files;
  }

  public void mount(ServerBuilder server) {
    server.service(
        Route.builder().pathPrefix("/").methods(HttpMethod.GET, HttpMethod.HEAD).build(),
        this::answer);
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request) {
    String path = context.path();
    if (files.has(path)) {
      return send(path, request.headers());
    }
    boolean isOwnAddress =
        !path.startsWith(HASHED) && !path.startsWith("/api/") && !path.equals("/api");
    return isOwnAddress ? send(INDEX, request.headers()) : HttpResponse.of(HttpStatus.NOT_FOUND);
  }

  private HttpResponse send(String path, RequestHeaders request) {
    PageFiles.Variant variant =
        files.variant(path, request.get(HttpHeaderNames.ACCEPT_ENCODING, ""));
    var headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(variant.type())
            .set(HttpHeaderNames.CACHE_CONTROL, path.startsWith(HASHED) ? FOR_EVER : ASK)
            .set(HttpHeaderNames.ETAG, variant.tag())
            .set(HttpHeaderNames.VARY, "accept-encoding")
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .set(HttpHeaderNames.REFERRER_POLICY, "same-origin");
    if (!variant.encoding().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, variant.encoding());
    }
    if (variant.tag().equals(request.get(HttpHeaderNames.IF_NONE_MATCH))) {
      return HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
    }
    return HttpResponse.of(headers.build(), variant.bytes());
  }
}
