package dev.clew.collect;

import dev.clew.collect.redact.Redactor;
import dev.clew.collect.redact.Redactor.Redacted;
import dev.clew.model.TenantId;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.LogSplitter;
import dev.clew.wire.proto.MalformedException;

/// Takes requests for log records, takes the secrets out of them, and hands those that belong to a
/// trace to a sink; the others are rejected. Safe for any thread.
public final class LogCollector {
  private final LogSink sink;
  private final int maxInflatedBytes;
  private final Redactor redactor;
  private final CollectStats stats;

  public LogCollector(
      LogSink sink, int maxInflatedBytes, RedactionSettings redaction, CollectStats stats) {
    this.sink = sink;
    this.maxInflatedBytes = maxInflatedBytes;
    redactor = new Redactor(redaction);
    this.stats = stats;
  }

  /// Takes a body as it came from the network; a receipt's spans are records here. An empty body is
  /// a request without records.
  ///
  /// @param format one of OTLP's
  public Receipt receive(TenantId tenant, byte[] body, Encoding encoding, Format format) {
    if (body.length == 0) {
      return new Receipt.Stored(0);
    }
    try {
      byte[] inflated = Inflation.inflate(body, encoding, maxInflatedBytes);
      byte[] request = format == Format.OTLP_JSON ? OtlpJsonReader.readLogs(inflated) : inflated;
      // Split first, which checks every byte that redaction reads.
      LogSplitter.Split given = LogSplitter.split(request);
      Redacted redacted = redactor.redactLogs(request);
      LogSplitter.Split split =
          redacted.request().isPresent() ? LogSplitter.split(redacted.request().get()) : given;
      return receive(tenant, split, redacted);
    } catch (MalformedException e) {
      return new Receipt.Malformed(e.getMessage());
    } catch (TooLargeException e) {
      return new Receipt.TooLarge(e.getMessage());
    }
  }

  private Receipt receive(TenantId tenant, LogSplitter.Split split, Redacted redacted) {
    Receipt receipt =
        split.traces().isEmpty() ? new Receipt.Stored(0) : sink.accept(tenant, split.traces());
    if (!(receipt instanceof Receipt.Stored(int records))) {
      return receipt;
    }
    redacted.found().forEach(stats::redacted);
    stats.storedLogs(records);
    stats.rejectedLogs(split.withoutTrace());
    return split.withoutTrace() == 0
        ? receipt
        : new Receipt.PartlyStored(
            records,
            split.withoutTrace(),
            "log records are kept with their trace and need a trace id of 16 bytes, not all zero ("
                + split.withoutTrace()
                + (split.withoutTrace() == 1 ? " record)" : " records)"));
  }
}
