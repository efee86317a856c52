package dev.clew.instrument.sdk.change;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lets every log record out as a change of it says.
public final class ChangingLogExporter implements LogRecordExporter {
  private final LogRecordExporter next;
  private final UnaryOperator<LogRecordData> change;

  public ChangingLogExporter(LogRecordExporter next, UnaryOperator<LogRecordData> change) {
    this.next = next;
    this.change = change;
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> logs) {
    List<LogRecordData> changed = new ArrayList<>(logs.size());
    for (LogRecordData log : logs) {
      changed.add(change.apply(log));
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
    return "ChangingLogExporter{" + next + "}";
  }
}
