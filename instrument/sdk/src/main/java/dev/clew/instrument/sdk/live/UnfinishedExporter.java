package dev.clew.instrument.sdk.live;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Also sends each span once that has been open for long: as it is so far, without an end, marked
/// `clew.unfinished`. When it ends it is sent again, and takes the place of that record, as of a
/// span sent twice the last one counts: so nothing that ended overtakes its own record. Guarded by
/// itself.
public final class UnfinishedExporter implements SpanExporter {
  private static final AttributeKey<Boolean> UNFINISHED =
      AttributeKey.booleanKey("clew.unfinished");

  private final SpanExporter next;
  private final OpenSpans open;
  private final Duration after;
  private final ScheduledExecutorService clock;
  private final Set<ReadableSpan> told = new HashSet<>();
  private CompletableResultCode telling = CompletableResultCode.ofSuccess();

  public UnfinishedExporter(SpanExporter next, OpenSpans open, Duration after) {
    this.next = next;
    this.open = open;
    this.after = after;
    this.clock = Executors.newSingleThreadScheduledExecutor(UnfinishedExporter::thread);
    long millis = Math.max(1, after.toMillis() / 2);
    var unused = clock.scheduleWithFixedDelay(this::tell, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "clew-unfinished");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void tell() {
    List<ReadableSpan> old = open.olderThan(after);
    told.retainAll(old);
    List<SpanData> records = new ArrayList<>();
    for (ReadableSpan span : old) {
      if (span.getSpanContext().isSampled() && told.add(span) && !span.hasEnded()) {
        records.add(new Record(span.toSpanData()));
      }
    }
    if (!records.isEmpty()) {
      telling = next.export(records);
    }
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    telling().join(30, TimeUnit.SECONDS);
    return next.export(spans);
  }

  private synchronized CompletableResultCode telling() {
    return telling;
  }

  @Override
  public CompletableResultCode flush() {
    return next.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    clock.shutdown();
    return next.shutdown();
  }

  @Override
  public String toString() {
    return "UnfinishedExporter{" + next + "}";
  }

  /// A span as far as it has come.
  private static final class Record extends DelegatingSpanData {
    private final Attributes attributes;

    Record(SpanData span) {
      super(span);
      this.attributes = span.getAttributes().toBuilder().put(UNFINISHED, true).build();
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      return super.getTotalAttributeCount() + 1;
    }

    @Override
    public long getEndEpochNanos() {
      return 0;
    }
  }
}
