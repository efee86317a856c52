package dev.clew.collect;

import dev.clew.model.TenantId;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Takes request bodies, keeps them within their bounds, and hands the spans that can be stored to
/// a sink. A body that needs no change is handed on byte for byte. Safe for any thread.
public final class Collector {
  private final SpanSink sink;
  private final CollectLimits limits;
  private final CollectStats stats;
  private final InstantSource clock;

  public Collector(SpanSink sink, CollectLimits limits, CollectStats stats, InstantSource clock) {
    this.sink = sink;
    this.limits = limits;
    this.stats = stats;
    this.clock = clock;
  }

  /// Takes a body as it came from the network; it must not change from then on. An empty body is a
  /// request without spans.
  public Receipt receive(TenantId tenant, byte[] body, Encoding encoding, Format format) {
    stats.received(body.length);
    if (body.length == 0) {
      return new Receipt.Stored(0);
    }
    try {
      byte[] inflated = Inflation.inflate(body, encoding, limits.maxInflatedBytes());
      stats.inflated(inflated.length);
      return switch (format) {
        case PROTOBUF -> accept(tenant, read(inflated, body, encoding));
        case JSON -> accept(tenant, rewritten(OtlpJsonReader.read(inflated)));
      };
    } catch (MalformedException e) {
      stats.malformed();
      return new Receipt.Malformed(e.getMessage());
    } catch (TooLargeException e) {
      stats.tooLarge();
      return new Receipt.TooLarge(e.getMessage());
    }
  }

  private Receipt accept(TenantId tenant, SpanRequest request) throws MalformedException {
    SpanBatch batch = request.spans();
    Verdict verdict = Verdict.of(batch, latestNanos());
    if (verdict.rejected() == 0) {
      return batch.size() == 0 ? new Receipt.Stored(0) : pass(tenant, request);
    }
    for (Rejection rejection : Rejection.values()) {
      stats.rejected(rejection, verdict.rejected(rejection));
    }
    if (verdict.rejected() == batch.size()) {
      return new Receipt.PartlyStored(0, verdict.rejected(), verdict.reason());
    }
    Receipt ofKept = pass(tenant, rewritten(OtlpWriter.write(batch, verdict::keeps)));
    return withRejected(ofKept, verdict);
  }

  private Receipt pass(TenantId tenant, SpanRequest request) {
    Receipt receipt = sink.accept(tenant, request);
    switch (receipt) {
      case Receipt.Stored(int spans) -> stats.stored(spans);
      case Receipt.PartlyStored(int spans, int _, String _) -> stats.stored(spans);
      case Receipt.Refused _ -> stats.refused(request.spans().size());
      case Receipt.Malformed _ -> stats.malformed();
      case Receipt.TooLarge _ -> stats.tooLarge();
    }
    return receipt;
  }

  private static Receipt withRejected(Receipt receipt, Verdict verdict) {
    return switch (receipt) {
      case Receipt.Stored(int spans) ->
          new Receipt.PartlyStored(spans, verdict.rejected(), verdict.reason());
      case Receipt.PartlyStored(int spans, int rejected, String reason) ->
          new Receipt.PartlyStored(
              spans, rejected + verdict.rejected(), reason + "; " + verdict.reason());
      case Receipt.Refused _, Receipt.Malformed _, Receipt.TooLarge _ -> receipt;
    };
  }

  private long latestNanos() {
    Instant latest = clock.instant().plus(limits.maxAhead());
    return TimeUnit.SECONDS.toNanos(latest.getEpochSecond()) + latest.getNano();
  }

  private static SpanRequest read(byte[] inflated, byte[] body, Encoding encoding)
      throws MalformedException {
    return new SpanRequest(body, encoding, OtlpReader.read(inflated, inflated.length));
  }

  private static SpanRequest rewritten(byte[] protobuf) throws MalformedException {
    byte[] body = Compression.compress(protobuf, Encoding.ZSTD);
    return read(protobuf, body, Encoding.ZSTD);
  }
}
