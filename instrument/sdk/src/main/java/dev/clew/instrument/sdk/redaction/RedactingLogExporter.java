package dev.clew.instrument.sdk.redaction;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Lets no log record out that was not redacted.
public final class RedactingLogExporter implements LogRecordExporter {
  private final LogRecordExporter next;
  private final Redactor redactor;

  public RedactingLogExporter(LogRecordExporter next, Redactor redactor) {
    this.next = next;
    this.redactor = redactor;
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> logs) {
    List<LogRecordData> redacted = new ArrayList<>(logs.size());
    for (LogRecordData log : logs) {
      redacted.add(new RedactedLog(log, redactor));
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
    return "RedactingLogExporter{" + next + "}";
  }
}
