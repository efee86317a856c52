package dev.clew.demo.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/// Passes spans on to another exporter and counts what became of them.
record CountingExporter(SpanExporter next, ExportTally tally) implements SpanExporter {
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = next.export(spans);
    return result.whenComplete(() -> {
      if (result.isSuccess()) {
        tally.succeeded(count);
      } else {
        tally.failed(count);
      }
    });
  }

  @Override
  public CompletableResultCode flush() {
    return next.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }
}
