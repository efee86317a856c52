package dev.clew.analyze;

import dev.clew.analyze.findings.FindingsOfTrace;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.wire.otlp.SpanBatch;
import java.util.Optional;

/// Says what is slow or broken, and why, of the spans that an engine answers for. Any thread may
/// ask, and waits; the engine's deadline and bounds hold.
public final class Analyses {
  private final QueryEngine engine;

  public Analyses(QueryEngine engine) {
    this.engine = engine;
  }

  /// What can be told of a trace; empty for one that is not stored.
  public Optional<TraceFindings> findings(TenantId tenant, TraceId id) throws QueryException {
    return tree(tenant, id).map(FindingsOfTrace::of);
  }

  private Optional<SpanTree> tree(TenantId tenant, TraceId id) throws QueryException {
    SpanBatch trace = engine.trace(tenant, id);
    return trace.size() == 0 ? Optional.empty() : Optional.of(SpanTree.of(trace));
  }
}
