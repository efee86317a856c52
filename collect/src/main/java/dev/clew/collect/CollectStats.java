package dev.clew.collect;

import dev.clew.wire.otlp.Excess;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What the collector has done since the start, counted. Safe for any thread.
public final class CollectStats {
  private final LongAdder requests = new LongAdder();
  private final LongAdder receivedBytes = new LongAdder();
  private final LongAdder inflatedBytes = new LongAdder();
  private final LongAdder malformedRequests = new LongAdder();
  private final LongAdder tooLargeRequests = new LongAdder();
  private final LongAdder refusedRequests = new LongAdder();
  private final LongAdder storedSpans = new LongAdder();
  private final LongAdder refusedSpans = new LongAdder();
  private final Map<Rejection, LongAdder> rejectedSpans = adders(Rejection.class);
  private final Map<Excess, LongAdder> trimmed = adders(Excess.class);

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    var adders = new EnumMap<E, LongAdder>(type);
    for (E constant : type.getEnumConstants()) {
      adders.put(constant, new LongAdder());
    }
    return adders;
  }

  void received(int bytes) {
    requests.increment();
    receivedBytes.add(bytes);
  }

  void inflated(int bytes) {
    inflatedBytes.add(bytes);
  }

  void malformed() {
    malformedRequests.increment();
  }

  void tooLarge() {
    tooLargeRequests.increment();
  }

  void refused(int spans) {
    refusedRequests.increment();
    refusedSpans.add(spans);
  }

  void stored(int spans) {
    storedSpans.add(spans);
  }

  void rejected(Rejection rejection, int spans) {
    adder(rejectedSpans, rejection).add(spans);
  }

  void trimmed(Excess excess, int count) {
    adder(trimmed, excess).add(count);
  }

  @SuppressWarnings("NullAway") // there is one for every constant
  private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E constant) {
    return adders.get(constant);
  }

  public long requests() {
    return requests.sum();
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
    return malformedRequests.sum();
  }

  public long tooLargeRequests() {
    return tooLargeRequests.sum();
  }

  /// Requests that the sink could not take at that moment.
  public long refusedRequests() {
    return refusedRequests.sum();
  }

  /// Spans of those requests.
  public long refusedSpans() {
    return refusedSpans.sum();
  }

  public long storedSpans() {
    return storedSpans.sum();
  }

  public long rejectedSpans(Rejection rejection) {
    return adder(rejectedSpans, rejection).sum();
  }

  /// How much was cut or dropped because it was over a limit.
  public long trimmed(Excess excess) {
    return adder(trimmed, excess).sum();
  }
}
