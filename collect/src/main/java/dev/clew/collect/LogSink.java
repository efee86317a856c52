package dev.clew.collect;

import dev.clew.model.TenantId;
import dev.clew.wire.otlp.TraceLogs;
import java.util.List;

/// Where accepted log records go; returns when what became of them is certain.
@FunctionalInterface
public interface LogSink {
  Receipt accept(TenantId tenant, List<TraceLogs> traces);
}
