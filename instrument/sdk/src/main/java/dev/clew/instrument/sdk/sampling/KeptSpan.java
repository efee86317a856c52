package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/// An ended span that was kept, and why. It counts as sampled, as processors drop what is not; kept
/// by a rule it has no probability, so that nobody counts it for more than itself.
final class KeptSpan implements ReadableSpan {
  static final AttributeKey<String> KEPT_BY = AttributeKey.stringKey("clew.kept_by");
  static final AttributeKey<Boolean> FRAGMENT = AttributeKey.booleanKey("clew.fragment");

  private final ReadableSpan span;
  private final KeptBy why;
  private final boolean isFragment;

  /// A fragment lacks spans of this process that were dropped before.
  KeptSpan(ReadableSpan span, KeptBy why, boolean isFragment) {
    this.span = span;
    this.why = why;
    this.isFragment = isFragment;
  }

  @Override
  public SpanContext getSpanContext() {
    SpanContext own = span.getSpanContext();
    if (why == KeptBy.HEAD) {
      return own;
    }
    return SpanContext.create(
        own.getTraceId(),
        own.getSpanId(),
        TraceFlags.getSampled(),
        Threshold.removedFrom(own.getTraceState()));
  }

  @Override
  public SpanData toSpanData() {
    return new Data(span.toSpanData());
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return span.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return span.getAttributes();
  }

  /// The span's data with what late sampling says about it.
  private final class Data extends DelegatingSpanData {
    private final Attributes attributes;

    Data(SpanData data) {
      super(data);
      var builder = data.getAttributes().toBuilder().put(KEPT_BY, why.label());
      this.attributes = (isFragment ? builder.put(FRAGMENT, true) : builder).build();
    }

    @Override
    public SpanContext getSpanContext() {
      return KeptSpan.this.getSpanContext();
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      int dropped = super.getTotalAttributeCount() - super.getAttributes().size();
      return attributes.size() + Math.max(0, dropped);
    }
  }
}
