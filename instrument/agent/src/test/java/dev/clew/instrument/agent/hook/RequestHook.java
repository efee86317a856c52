package dev.clew.instrument.agent.hook;

import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer.InstrumentationType;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizerProvider;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import org.jspecify.annotations.Nullable;

/// Puts an attribute on the span of each request to a server.
public final class RequestHook implements InstrumenterCustomizerProvider {
  @Override
  public void customize(InstrumenterCustomizer customizer) {
    if (customizer.hasType(InstrumentationType.HTTP_SERVER)) {
      customizer.addAttributesExtractor(new Shop());
    }
  }

  /// Knows it without a look at the request.
  private static final class Shop implements AttributesExtractor<Object, Object> {
    @Override
    public void onStart(AttributesBuilder attributes, Context parent, Object request) {
      attributes.put("shop", "corner");
    }

    @Override
    public void onEnd(
        AttributesBuilder attributes,
        Context context,
        Object request,
        @Nullable Object response,
        @Nullable Throwable thrown) {}
  }
}
