package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Optional;

/// The share of traces to keep, asked for each trace that begins here.
public interface Rate {
  double of(Context context, String name, SpanKind kind, Attributes attributes);

  /// What must see the spans that end for the rate to be right; empty for most.
  default Optional<SpanProcessor> watcher() {
    return Optional.empty();
  }

  static Rate fixed(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a sampling share needs 0 to 1, got " + share);
    }
    return (context, name, kind, attributes) -> share;
  }
}
