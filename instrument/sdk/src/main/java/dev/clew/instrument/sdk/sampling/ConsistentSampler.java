package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Optional;

/// Keeps a share of the traces that begin here and says which in `tracestate`; a trace that began
/// elsewhere is kept when it is kept there.
public final class ConsistentSampler implements Sampler {
  private final Rate rate;
  private final String description;
  private volatile Kept last = new Kept(1);

  public ConsistentSampler(Rate rate, String description) {
    this.rate = rate;
    this.description = description;
  }

  @Override
  public SamplingResult shouldSample(
      Context context,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext parent = Span.fromContext(context).getSpanContext();
    if (parent.isValid()) {
      return parent.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }
    Kept kept = kept(rate.of(context, name, kind, attributes));
    return kept.threshold.keeps(traceId, parent.getTraceState()) ? kept : SamplingResult.drop();
  }

  /// The share seldom changes from one trace to the next.
  private Kept kept(double share) {
    Kept known = last;
    if (known.share != share) {
      known = new Kept(share);
      last = known;
    }
    return known;
  }

  /// What must see the spans that end for the share to be right.
  public Optional<SpanProcessor> watcher() {
    return rate.watcher();
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public String toString() {
    return description;
  }

  /// Sampled, with the threshold that it passed.
  private static final class Kept implements SamplingResult {
    private final double share;
    private final Threshold threshold;

    Kept(double share) {
      this.share = share;
      this.threshold = Threshold.of(share);
    }

    @Override
    public SamplingDecision getDecision() {
      return SamplingDecision.RECORD_AND_SAMPLE;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.empty();
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parent) {
      return threshold.in(parent);
    }
  }
}
