package dev.clew.collect;

import dev.clew.collect.SpareRooms.Room;
import dev.clew.collect.redact.Redactor;
import dev.clew.collect.redact.Redactor.Found;
import dev.clew.collect.redact.Redactor.Redacted;
import dev.clew.model.TenantId;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.Inflation.Inflated;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.otlp.Excess;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpTrimmer;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.otlp.Trimmed;
import dev.clew.wire.proto.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/// Takes request bodies, keeps them within their bounds, takes the secrets out of them, and hands
/// the spans that can be stored to a sink. A body that needs no change is handed on byte for byte.
/// Safe for any thread.
public final class Collector {
  private static final Receipt NOTHING = new Receipt.Stored(0);

  private final SpanSink sink;
  private final CollectLimits limits;
  private final Redactor redactor;
  private final CollectStats stats;
  private final InstantSource clock;
  private final SpareRooms spare = new SpareRooms();

  public Collector(
      SpanSink sink,
      CollectLimits limits,
      RedactionSettings redaction,
      CollectStats stats,
      InstantSource clock) {
    this.sink = sink;
    this.limits = limits;
    redactor = new Redactor(redaction);
    this.stats = stats;
    this.clock = clock;
  }

  /// Takes a body as it came from the network; it must not change from then on. An empty body is a
  /// request without spans.
  public Receipt receive(TenantId tenant, byte[] body, Encoding encoding, Format format) {
    stats.received(format, body.length);
    Receipt receipt = body.length == 0 ? NOTHING : read(tenant, body, encoding, format);
    stats.answered(format, receipt);
    return receipt;
  }

  private Receipt read(TenantId tenant, byte[] body, Encoding encoding, Format format) {
    Room room = spare.take();
    try {
      Inflated inflated = Inflation.inflate(body, encoding, limits.maxInflatedBytes(), room.bytes);
      if (encoding != Encoding.IDENTITY) {
        room.bytes = inflated.bytes();
      }
      stats.inflated(inflated.length());
      return accept(tenant, new Came(body, encoding, format), inflated, room);
    } catch (MalformedException e) {
      return new Receipt.Malformed(e.getMessage());
    } catch (TooLargeException e) {
      return new Receipt.TooLarge(e.getMessage());
    } finally {
      spare.giveBack(room);
    }
  }

  /// A body as it came.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Came(byte[] body, Encoding encoding, Format format) {}

  private Receipt accept(TenantId tenant, Came came, Inflated inflated, Room room)
      throws MalformedException {
    if (came.format() == Format.OTLP_PROTOBUF) {
      SpanBatch batch = OtlpReader.read(inflated.bytes(), inflated.length(), room.tables);
      return accept(tenant, batch, () -> new SpanRequest(came.body(), came.encoding(), batch));
    }
    byte[] otlp = came.format().toOtlp(inflated.toBytes(), nanos(clock.instant()));
    SpanBatch batch = OtlpReader.read(otlp, otlp.length, room.tables);
    return accept(tenant, batch, () -> compressed(otlp, batch));
  }

  /// What the sink is offered, how much was cut and dropped for it, and the secrets that were
  /// found.
  private record Offer(SpanRequest request, Map<Excess, Integer> trimmed, List<Found> found) {}

  private Receipt accept(TenantId tenant, SpanBatch batch, Supplier<SpanRequest> untouched)
      throws MalformedException {
    if (batch.size() == 0) {
      return NOTHING;
    }
    Verdict verdict = Verdict.of(batch, latestNanos());
    if (verdict.rejected() == batch.size()) {
      return withRejected(NOTHING, verdict);
    }
    Offer offer = offer(batch, verdict, untouched);
    Receipt receipt = sink.accept(tenant, offer.request());
    if (receipt instanceof Receipt.Refused) {
      stats.refused(offer.request().spans().size());
      return receipt; // it will come again, and is counted then
    }
    offer.trimmed().forEach(stats::trimmed);
    offer.found().forEach(stats::redacted);
    return withRejected(receipt, verdict);
  }

  /// Secrets go before anything is cut, since one that was cut in two is not found.
  private Offer offer(SpanBatch batch, Verdict verdict, Supplier<SpanRequest> untouched)
      throws MalformedException {
    Redacted redacted = redactor.redact(batch, verdict::keeps);
    List<Found> found = redacted.found();
    if (redacted.request().isPresent()) {
      byte[] clean = redacted.request().get();
      SpanBatch rest = OtlpReader.read(clean, clean.length);
      return limits.spans().areExceededBy(rest)
          ? trimmed(rest, _ -> true, found)
          : new Offer(compressed(clean, rest), Map.of(), found);
    }
    return verdict.rejected() == 0 && !limits.spans().areExceededBy(batch)
        ? new Offer(untouched.get(), Map.of(), found)
        : trimmed(batch, verdict::keeps, found);
  }

  private Offer trimmed(SpanBatch batch, IntPredicate keep, List<Found> found)
      throws MalformedException {
    Trimmed trimmed = OtlpTrimmer.trim(batch, keep, limits.spans());
    byte[] request = trimmed.request();
    SpanBatch rest = OtlpReader.read(request, request.length);
    return new Offer(compressed(request, rest), trimmed.counts(), found);
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
    return nanos(clock.instant().plus(limits.maxAhead()));
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  private static SpanRequest compressed(byte[] protobuf, SpanBatch batch) {
    return new SpanRequest(Compression.compress(protobuf, Encoding.ZSTD), Encoding.ZSTD, batch);
  }
}
