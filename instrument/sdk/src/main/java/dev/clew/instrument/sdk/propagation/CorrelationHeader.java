package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes `X-Correlation-Id` into the baggage as `correlation.id`, and hands it on under both names.
/// Where neither is there, an id may be made.
public final class CorrelationHeader implements TextMapPropagator {
  static final String KEY = "correlation.id";

  private static final String HEADER = "x-correlation-id";
  private static final int LONGEST = 128;

  private final Optional<Supplier<String>> made;

  /// What makes an id for a request that has none, if anything does.
  public CorrelationHeader(Optional<Supplier<String>> made) {
    this.made = made;
  }

  @Override
  public Collection<String> fields() {
    return List.of(HEADER);
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    String id = Baggage.fromContext(context).getEntryValue(KEY);
    if (id != null) {
      setter.set(carrier, HEADER, id);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Baggage baggage = Baggage.fromContext(context);
    String id = getter.get(carrier, HEADER);
    if (id == null || id.isEmpty() || id.length() > LONGEST) {
      boolean isKnown = baggage.getEntryValue(KEY) != null;
      return isKnown || made.isEmpty() ? context : with(context, baggage, made.get().get());
    }
    return with(context, baggage, id);
  }

  private static Context with(Context context, Baggage baggage, String id) {
    return context.with(baggage.toBuilder().put(KEY, id).build());
  }
}
