package dev.clew.collect;

import java.util.concurrent.atomic.LongAdder;

/// What became of the requests in one format since the start, counted. Safe for any thread.
public final class FormatStats {
  private final LongAdder requests = new LongAdder();
  private final LongAdder malformedRequests = new LongAdder();
  private final LongAdder tooLargeRequests = new LongAdder();
  private final LongAdder refusedRequests = new LongAdder();
  private final LongAdder storedSpans = new LongAdder();

  void received() {
    requests.increment();
  }

  void answered(Receipt receipt) {
    switch (receipt) {
      case Receipt.Stored(int spans) -> storedSpans.add(spans);
      case Receipt.PartlyStored(int spans, int _, String _) -> storedSpans.add(spans);
      case Receipt.Malformed _ -> malformedRequests.increment();
      case Receipt.TooLarge _ -> tooLargeRequests.increment();
      case Receipt.Refused _ -> refusedRequests.increment();
    }
  }

  public long requests() {
    return requests.sum();
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

  public long storedSpans() {
    return storedSpans.sum();
  }
}
