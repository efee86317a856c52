package dev.clew.store.block;

/// The span that a link leads to; ids that a link does not have are 0.
public record LinkTarget(long traceIdHigh, long traceIdLow, long spanId) {}
