package dev.clew.collect;

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
  private final Map<Rejection, LongAdder> rejectedSpans = new EnumMap<>(Rejection.class);

  public CollectStats() {
    for (Rejection rejection : Rejection.values()) {
      rejectedSpans.put(rejection, new LongAdder());
    }
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
    adder(rejection).add(spans);
  }

  @SuppressWarnings("NullAway") // the constructor puts every rejection
  private LongAdder adder(Rejection rejection) {
    return rejectedSpans.get(rejection);
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
    return adder(rejection).sum();
  }
}
