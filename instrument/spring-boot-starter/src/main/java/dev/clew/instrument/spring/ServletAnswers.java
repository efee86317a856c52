package dev.clew.instrument.spring;

import dev.clew.instrument.AnswerHeaders;
import io.opentelemetry.context.Context;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;

/// Tells whoever asked a servlet which trace is theirs; behind OpenTelemetry's filter, which begins
/// the span.
final class ServletAnswers implements Filter, Ordered {
  private final AnswerHeaders headers;

  ServletAnswers(AnswerHeaders headers) {
    this.headers = headers;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain rest)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer) {
      headers.tell(Context.current(), asked.getHeader("User-Agent"), answer::addHeader);
    }
    rest.doFilter(request, response);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 2;
  }
}
