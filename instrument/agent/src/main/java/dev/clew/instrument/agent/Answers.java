package dev.clew.instrument.agent;

import dev.clew.instrument.AnswerHeaders;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.bootstrap.http.HttpServerResponseCustomizer;
import io.opentelemetry.javaagent.bootstrap.http.HttpServerResponseMutator;
import java.util.Locale;

/// Tells whoever asked which trace is theirs; `clew.server.timing=false` leaves it out.
public final class Answers implements HttpServerResponseCustomizer {
  private static final String SETTING = "clew.server.timing";

  private final boolean isOn = isOn();

  @Override
  public <T> void customize(Context context, T response, HttpServerResponseMutator<T> answer) {
    if (isOn) {
      AnswerHeaders.tell(context, (name, value) -> answer.appendHeader(response, name, value));
    }
  }

  /// Made by the agent before there are settings to ask.
  private static boolean isOn() {
    String variable = System.getenv(SETTING.replace('.', '_').toUpperCase(Locale.ROOT));
    return !"false".equals(System.getProperty(SETTING, variable));
  }
}
