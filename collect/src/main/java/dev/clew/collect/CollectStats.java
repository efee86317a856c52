package dev.clew.collect;

import dev.clew.collect.redact.Redactor.Found;
import dev.clew.wire.otlp.Excess;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/// What the collector has done since the start, counted. Safe for any thread.
public final class CollectStats {
  private final Map<Format, FormatStats> formats = new EnumMap<>(Format.class);
  private final LongAdder receivedBytes = new LongAdder();
  private final LongAdder inflatedBytes = new LongAdder();
  private final LongAdder refusedSpans = new LongAdder();
  private final Map<Rejection, LongAdder> rejectedSpans = adders(Rejection.class);
  private final Map<Excess, LongAdder> trimmed = adders(Excess.class);
  private final RedactionStats redactions = new RedactionStats();
  private final LongAdder storedLogs = new LongAdder();
  private final LongAdder rejectedLogs = new LongAdder();

  public CollectStats() {
    for (Format format : Format.values()) {
      formats.put(format, new FormatStats());
    }
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    var adders = new EnumMap<E, LongAdder>(type);
    for (E constant : type.getEnumConstants()) {
      adders.put(constant, new LongAdder());
    }
    return adders;
  }

  void received(Format format, int bytes) {
    of(format).received();
    receivedBytes.add(bytes);
  }

  void inflated(int bytes) {
    inflatedBytes.add(bytes);
  }

  void answered(Format format, Receipt receipt) {
    of(format).answered(receipt);
  }

  void refused(int spans) {
    refusedSpans.add(spans);
  }

  void rejected(Rejection rejection, int spans) {
    adder(rejectedSpans, rejection).add(spans);
  }

  void trimmed(Excess excess, int count) {
    adder(trimmed, excess).add(count);
  }

  void storedLogs(int records) {
    storedLogs.add(records);
  }

  void rejectedLogs(int records) {
    rejectedLogs.add(records);
  }

  void redacted(Found found) {
    found.counts().forEach((rule, count) -> redactions.add(found.service(), rule, count));
  }

  @SuppressWarnings("NullAway") // there is one for every constant
  private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E constant) {
    return adders.get(constant);
  }

  /// What became of the requests in a format.
  @SuppressWarnings("NullAway") // there is one for every format
  public FormatStats of(Format format) {
    return formats.get(format);
  }

  private long sum(ToLongFunction<FormatStats> count) {
    return formats.values().stream().mapToLong(count).sum();
  }

  public long requests() {
    return sum(FormatStats::requests);
  }

  /// Bytes of bodies as they came.
  public long receivedBytes() {
    return receivedBytes.sum();
  }

  /// Bytes of bodies once they were inflated.
  public long inflatedBytes() {
    return inflatedBytes.sum();
  }

  public long malformedRequests() {
    return sum(FormatStats::malformedRequests);
  }

  public long tooLargeRequests() {
    return sum(FormatStats::tooLargeRequests);
  }

  /// Requests that the sink could not take at that moment.
  public long refusedRequests() {
    return sum(FormatStats::refusedRequests);
  }

  /// Spans of requests that the sink could not take.
  public long refusedSpans() {
    return refusedSpans.sum();
  }

  public long storedSpans() {
    return sum(FormatStats::storedSpans);
  }

  public long rejectedSpans(Rejection rejection) {
    return adder(rejectedSpans, rejection).sum();
  }

  public long storedLogs() {
    return storedLogs.sum();
  }

  /// Log records without a trace.
  public long rejectedLogs() {
    return rejectedLogs.sum();
  }

  /// The secrets that were found in stored spans and log records.
  public RedactionStats redactions() {
    return redactions;
  }

  /// How much was cut or dropped because it was over a limit.
  public long trimmed(Excess excess) {
    return adder(trimmed, excess).sum();
  }
}
