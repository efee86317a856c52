package dev.clew.demo.http;

import static io.opentelemetry.semconv.ClientAttributes.CLIENT_ADDRESS;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static io.opentelemetry.semconv.UrlAttributes.URL_QUERY;
import static io.opentelemetry.semconv.UrlAttributes.URL_SCHEME;
import static io.opentelemetry.semconv.UserAgentAttributes.USER_AGENT_ORIGINAL;

import com.sun.net.httpserver.HttpExchange;
import dev.clew.demo.telemetry.Propagation;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.InetSocketAddress;
import java.util.Objects;

/// Makes the SERVER span of a request, as the HTTP conventions describe it.
final class ServerSpans {
  private final Tracer tracer;

  ServerSpans(Telemetry telemetry) {
    this.tracer = telemetry.tracer("http");
  }

  /// A child of the span the caller named in its headers; an empty route means that none matched.
  Span start(HttpExchange exchange, String route) {
    String method = exchange.getRequestMethod();
    Context caller = Propagation.context(exchange.getRequestHeaders()::getFirst);
    Span span =
        tracer
            .spanBuilder((method + " " + route).strip())
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(HTTP_REQUEST_METHOD, method)
            .setAttribute(URL_SCHEME, "http")
            .setAttribute(URL_PATH, exchange.getRequestURI().getPath())
            .setAttribute(NETWORK_PROTOCOL_VERSION, exchange.getProtocol().replace("HTTP/", ""))
            .startSpan();
    if (!route.isEmpty()) {
      span.setAttribute(HTTP_ROUTE, route);
    }
    addPeers(span, exchange);
    addOptional(span, exchange);
    return span;
  }

  /// Only a server's own failure makes its span an error; a refused client does not.
  static Reply status(Span span, Reply reply) {
    span.setAttribute(HTTP_RESPONSE_STATUS_CODE, reply.status());
    if (reply.status() >= 500) {
      span.setAttribute(ERROR_TYPE, Integer.toString(reply.status()));
      span.setStatus(StatusCode.ERROR);
    }
    return reply;
  }

  private static void addPeers(Span span, HttpExchange exchange) {
    InetSocketAddress local = exchange.getLocalAddress();
    InetSocketAddress remote = exchange.getRemoteAddress();
    String peer = remote.getAddress().getHostAddress();
    String forwarded = exchange.getRequestHeaders().getFirst("X-Forwarded-For");
    span.setAttribute(SERVER_ADDRESS, local.getAddress().getHostAddress())
        .setAttribute(SERVER_PORT, local.getPort())
        .setAttribute(CLIENT_ADDRESS, Objects.requireNonNullElse(forwarded, peer))
        .setAttribute(NETWORK_PEER_ADDRESS, peer)
        .setAttribute(NETWORK_PEER_PORT, remote.getPort());
  }

  private static void addOptional(Span span, HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      span.setAttribute(URL_QUERY, query);
    }
    String agent = exchange.getRequestHeaders().getFirst("User-Agent");
    if (agent != null) {
      span.setAttribute(USER_AGENT_ORIGINAL, agent);
    }
  }
}
