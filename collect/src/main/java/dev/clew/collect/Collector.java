package dev.clew.collect;

import dev.clew.model.TenantId;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.Excess;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpTrimmer;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.otlp.Trimmed;
import dev.clew.wire.proto.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
        case PROTOBUF -> {
          SpanBatch batch = OtlpReader.read(inflated, inflated.length);
          yield accept(tenant, batch, () -> new SpanRequest(body, encoding, batch));
        }
        case JSON -> {
          byte[] protobuf = OtlpJsonReader.read(inflated);
          SpanBatch batch = OtlpReader.read(protobuf, protobuf.length);
          yield accept(tenant, batch, () -> compressed(protobuf, batch));
        }
      };
    } catch (MalformedException e) {
      stats.malformed();
      return new Receipt.Malformed(e.getMessage());
    } catch (TooLargeException e) {
      stats.tooLarge();
      return new Receipt.TooLarge(e.getMessage());
    }
  }

  /// What the sink is offered, and how much was cut and dropped for it.
  private record Offer(SpanRequest request, Map<Excess, Integer> trimmed) {}

  private Receipt accept(TenantId tenant, SpanBatch batch, Supplier<SpanRequest> untouched)
      throws MalformedException {
    if (batch.size() == 0) {
      return new Receipt.Stored(0);
    }
    Verdict verdict = Verdict.of(batch, latestNanos());
    if (verdict.rejected() == batch.size()) {
      return withRejected(new Receipt.Stored(0), verdict);
    }
    Offer offer =
        verdict.rejected() == 0 && !limits.spans().areExceededBy(batch)
            ? new Offer(untouched.get(), Map.of())
            : rewritten(batch, verdict);
    Receipt receipt = pass(tenant, offer.request());
    if (receipt instanceof Receipt.Refused) {
      return receipt; // it will come again, and is counted then
    }
    offer.trimmed().forEach(stats::trimmed);
    return withRejected(receipt, verdict);
  }

  private Offer rewritten(SpanBatch batch, Verdict verdict) throws MalformedException {
    Trimmed trimmed = OtlpTrimmer.trim(batch, verdict::keeps, limits.spans());
    byte[] request = trimmed.request();
    return new Offer(
        compressed(request, OtlpReader.read(request, request.length)), trimmed.counts());
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

  private Receipt withRejected(Receipt receipt, Verdict verdict) {
    if (verdict.rejected() == 0) {
      return receipt;
    }
    for (Rejection rejection : Rejection.values()) {
      stats.rejected(rejection, verdict.rejected(rejection));
    }
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

  private static SpanRequest compressed(byte[] protobuf, SpanBatch batch) {
    return new SpanRequest(Compression.compress(protobuf, Encoding.ZSTD), Encoding.ZSTD, batch);
  }
}
