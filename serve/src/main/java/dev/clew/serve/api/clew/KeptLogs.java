package dev.clew.serve.api.clew;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// The log records that are kept beside the spans of traces.
public interface KeptLogs {
  /// Where none are kept.
  KeptLogs NONE =
      new KeptLogs() {
        @Override
        public List<byte[]> fetch(TenantId tenant, TraceId trace) {
          return List.of();
        }

        @Override
        public void delete(TenantId tenant, Set<TraceId> traces) {}
      };

  /// All there is of a trace, as requests for log records.
  List<byte[]> fetch(TenantId tenant, TraceId trace) throws IOException;

  /// Deletes all there is of some traces for good.
  void delete(TenantId tenant, Set<TraceId> traces) throws IOException;
}
