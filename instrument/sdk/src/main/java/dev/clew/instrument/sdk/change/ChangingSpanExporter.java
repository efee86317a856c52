package dev.clew.instrument.sdk.change;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lets every span out as a change of it says.
public final class ChangingSpanExporter implements SpanExporter {
  private final SpanExporter next;
  private final UnaryOperator<SpanData> change;

  public ChangingSpanExporter(SpanExporter next, UnaryOperator<SpanData> change) {
    this.next = next;
    this.change = change;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> changed = new ArrayList<>(spans.size());
    for (SpanData span : spans) {
      changed.add(change.apply(span));
    }
    return next.export(changed);
  }

  @Override
  public CompletableResultCode flush() {
    return next.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }

  @Override
  public String toString() {
    return "ChangingSpanExporter{" + next + "}";
  }
}
