package dev.clew.instrument.agent;

import dev.clew.instrument.AnswerHeaders;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.bootstrap.http.HttpServerResponseCustomizer;
import io.opentelemetry.javaagent.bootstrap.http.HttpServerResponseMutator;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells whoever asked which trace is theirs.
public final class Answers implements HttpServerResponseCustomizer {
  private static final AttributeKey<String> USER_AGENT =
      AttributeKey.stringKey("user_agent.original");

  private final AnswerHeaders headers = new AnswerHeaders(setting());

  @Override
  public <T> void customize(Context context, T response, HttpServerResponseMutator<T> answer) {
    headers.tell(
        context,
        userAgent(Span.fromContext(context)),
        (name, value) -> answer.appendHeader(response, name, value));
  }

  /// The request itself is out of reach here; its span knows who asked.
  private static @Nullable String userAgent(Span span) {
    return span instanceof ReadableSpan ? ((ReadableSpan) span).getAttribute(USER_AGENT) : null;
  }

  /// Made by the agent before there are settings to ask.
  private static @Nullable String setting() {
    String name = AnswerHeaders.SETTING;
    return System.getProperty(name, System.getenv(name.replace('.', '_').toUpperCase(Locale.ROOT)));
  }
}
