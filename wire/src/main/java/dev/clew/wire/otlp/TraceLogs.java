package dev.clew.wire.otlp;

import dev.clew.model.TraceId;

/// The log records of one trace, as an `ExportLogsServiceRequest`.
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record TraceLogs(TraceId trace, int records, byte[] request) {}
