package dev.clew.query;

import dev.clew.model.*;
import dev.clew.wire.otlp.SpanBatch;
import java.util.List;

public interface QueryEngine {
  SearchResult search(TenantId t, TraceSearch s) throws QueryException;
  List<String> services(TenantId t, TimeRange r) throws QueryException;
  List<Operation> operations(TenantId t, String s, TimeRange r) throws QueryException;
  SpanBatch trace(TenantId t, TraceId id) throws QueryException;
}
