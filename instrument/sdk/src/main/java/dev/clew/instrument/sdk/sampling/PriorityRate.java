package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All of the traces of some paths and some users' tiers; of the others as another rate says.
public final class PriorityRate implements Rate {
  private static final String TIER = "user.tier";
  private static final AttributeKey<String> TIER_KEY = AttributeKey.stringKey(TIER);

  private final PathPatterns paths;
  private final Set<String> tiers;
  private final Rate others;

  public PriorityRate(List<String> paths, List<String> tiers, Rate others) {
    this.paths = new PathPatterns(paths);
    this.tiers = Set.copyOf(tiers);
    this.others = others;
  }

  @Override
  public double of(Context context, String name, SpanKind kind, Attributes attributes) {
    String tier = tier(context, attributes);
    boolean isFirst = (tier != null && tiers.contains(tier)) || paths.match(attributes);
    return isFirst ? 1 : others.of(context, name, kind, attributes);
  }

  @Override
  public Optional<SpanProcessor> watcher() {
    return others.watcher();
  }

  private static @Nullable String tier(Context context, Attributes attributes) {
    String own = attributes.get(TIER_KEY);
    return own != null ? own : Baggage.fromContext(context).getEntryValue(TIER);
  }
}
