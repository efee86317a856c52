package dev.clew.instrument.spring;

import dev.clew.instrument.AnswerHeaders;
import io.opentelemetry.context.Context;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Tells whoever asked WebFlux which trace is theirs; behind OpenTelemetry's filter, which begins
/// the span.
final class ReactiveAnswers implements WebFilter, Ordered {
  private final AnswerHeaders headers;

  ReactiveAnswers(AnswerHeaders headers) {
    this.headers = headers;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain rest) {
    String userAgent = exchange.getRequest().getHeaders().getFirst("User-Agent");
    headers.tell(Context.current(), userAgent, exchange.getResponse().getHeaders()::add);
    return rest.filter(exchange);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 2;
  }
}
