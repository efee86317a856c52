package dev.clew.serve;

import dev.clew.collect.LogSink;
import dev.clew.collect.Receipt;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.serve.api.clew.KeptLogs;
import dev.clew.store.AppendResult;
import dev.clew.store.LogStore;
import dev.clew.store.SpanStore;
import dev.clew.wire.otlp.TraceLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Hands log records to their store and back. While spans are refused, because the disk is full or
/// broken, log records are too. Any thread.
final class LogKeeper implements LogSink, KeptLogs {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final LogStore logs;
  private final SpanStore spans;

  LogKeeper(LogStore logs, SpanStore spans) {
    this.logs = logs;
    this.spans = spans;
  }

  @Override
  public Receipt accept(TenantId tenant, List<TraceLogs> traces) {
    Optional<String> problem = spans.status().problem();
    if (problem.isPresent()) {
      return new Receipt.Refused(problem.get(), RETRY_AFTER);
    }
    return switch (logs.append(tenant, traces)) {
      case AppendResult.Stored(int records) -> new Receipt.Stored(records);
      case AppendResult.Refused(String reason, Duration retryAfter) ->
          new Receipt.Refused(reason, retryAfter);
    };
  }

  @Override
  public List<byte[]> fetch(TenantId tenant, TraceId trace) throws IOException {
    return logs.fetch(tenant, trace);
  }

  @Override
  public void delete(TenantId tenant, Set<TraceId> traces) throws IOException {
    logs.delete(tenant, traces);
  }
}
