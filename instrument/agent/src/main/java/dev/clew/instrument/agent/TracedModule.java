package dev.clew.instrument.agent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.List;

/// Spans around methods with Clew's annotation; `otel.instrumentation.clew-traced.enabled`.
public final class TracedModule extends InstrumentationModule {
  public TracedModule() {
    super("clew-traced");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new TracedMethods());
  }
}
