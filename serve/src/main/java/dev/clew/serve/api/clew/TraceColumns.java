package dev.clew.serve.api.clew;

import dev.clew.model.TraceId;
import java.util.List;
import java.util.Map;

/// The structure of one trace: what holds for all of it, and arrays by name with a row a span, in
/// preorder.
record TraceColumns(
    TraceId traceId,
    int spanCount,
    long startNanos,
    long durationNanos,
    int errorCount,
    int orphanCount,
    List<String> services,
    List<String> names,
    Map<String, Column> arrays) {}
