package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/// What comes before the configured sampler: requests to ignored paths are dropped with all below
/// them, and where traces are judged late every other span is recorded.
public final class EntrySampler implements Sampler {
  private final Sampler next;
  private final PathPatterns ignored;
  private final boolean recordsAll;

  public EntrySampler(Sampler next, List<String> ignoredPaths, boolean recordsAll) {
    this.next = next;
    this.ignored = new PathPatterns(ignoredPaths);
    this.recordsAll = recordsAll;
  }

  @Override
  public SamplingResult shouldSample(
      Context context,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    boolean isIgnored = kind == SpanKind.SERVER && ignored.match(attributes);
    if (isIgnored || isBelowDropped(context)) {
      return SamplingResult.drop();
    }
    SamplingResult result = next.shouldSample(context, traceId, name, kind, attributes, links);
    return recordsAll && result.getDecision() == SamplingDecision.DROP
        ? SamplingResult.recordOnly()
        : result;
  }

  @Override
  public String getDescription() {
    return next.getDescription();
  }

  @Override
  public String toString() {
    return "EntrySampler{" + next + "}";
  }

  /// Without this a sampler that ignores parents would keep what lies below an ignored request.
  private boolean isBelowDropped(Context context) {
    Span parent = Span.fromContext(context);
    boolean isLocal = parent.getSpanContext().isValid() && !parent.getSpanContext().isRemote();
    return isLocal && !parent.isRecording() && (recordsAll || !ignored.isEmpty());
  }
}
