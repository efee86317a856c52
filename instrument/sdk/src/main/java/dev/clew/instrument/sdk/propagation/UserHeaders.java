package dev.clew.instrument.sdk.propagation;

import dev.clew.instrument.UserHash;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes whose request it is from the headers in which a gateway says so: the id as its hash, and
/// the tier, both into the baggage, which hands them on.
public final class UserHeaders implements TextMapPropagator {
  private static final int LONGEST = 128;

  private final @Nullable String idHeader;
  private final @Nullable String tierHeader;

  /// With the names of the headers, as far as there are such.
  public UserHeaders(@Nullable String idHeader, @Nullable String tierHeader) {
    this.idHeader = idHeader;
    this.tierHeader = tierHeader;
  }

  /// None that it writes.
  @Override
  public Collection<String> fields() {
    return List.of();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {}

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    String id = value(idHeader, carrier, getter);
    String tier = value(tierHeader, carrier, getter);
    if (id == null && tier == null) {
      return context;
    }
    BaggageBuilder baggage = Baggage.fromContext(context).toBuilder();
    if (id != null) {
      baggage.put("user.hash", UserHash.of(id));
    }
    if (tier != null) {
      baggage.put("user.tier", tier);
    }
    return context.with(baggage.build());
  }

  private static <C> @Nullable String value(
      @Nullable String header, @Nullable C carrier, TextMapGetter<C> getter) {
    String value = header == null ? null : getter.get(carrier, header);
    return value == null || value.isEmpty() || value.length() > LONGEST ? null : value;
  }
}
