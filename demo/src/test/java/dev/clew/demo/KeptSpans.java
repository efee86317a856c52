package dev.clew.demo;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/// Keeps spans in memory also after shutdown, when a test looks at them.
public record KeptSpans(InMemorySpanExporter memory) implements SpanExporter {
  public KeptSpans() {
    this(InMemorySpanExporter.create());
  }

  public List<SpanData> all() {
    return memory.getFinishedSpanItems();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return memory.export(spans);
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
