package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;

/// Copies some entries of the baggage to every span that starts under it.
public final class BaggageAttributes implements SpanProcessor {
  private final List<String> keys;

  public BaggageAttributes(List<String> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public void onStart(Context context, ReadWriteSpan span) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.isEmpty()) {
      return;
    }
    for (String key : keys) {
      String value = baggage.getEntryValue(key);
      if (value != null) {
        span.setAttribute(key, value);
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
