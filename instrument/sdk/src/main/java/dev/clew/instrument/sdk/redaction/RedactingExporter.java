package dev.clew.instrument.sdk.redaction;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Lets no span out that was not redacted and bounded.
public final class RedactingExporter implements SpanExporter {
  private final SpanExporter next;
  private final Redactor redactor;

  public RedactingExporter(SpanExporter next, Redactor redactor) {
    this.next = next;
    this.redactor = redactor;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> redacted = new ArrayList<>(spans.size());
    for (SpanData span : spans) {
      redacted.add(RedactedSpan.of(span, redactor));
    }
    return next.export(redacted);
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
    return "RedactingExporter{" + next + "}";
  }
}
