package dev.clew.serve.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts export requests whose body did not come whole, by the reason. Any thread.
public final class UnreadBodies {
  /// Why a body did not come whole.
  public enum Reason {
    /// Requests already held all the memory they may.
    OVER_BUDGET,
    /// It had more bytes than it may.
    TOO_LARGE,
    /// The client went away, or was too slow.
    CUT_OFF
  }

  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

  public UnreadBodies() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void count(@Nullable Throwable problem) {
    if (problem != null) {
      adder(reason(problem)).increment();
    }
  }

  private static Reason reason(Throwable problem) {
    if (problem instanceof OverBudgetException) {
      return Reason.OVER_BUDGET;
    }
    return Failure.isTooLarge(problem) ? Reason.TOO_LARGE : Reason.CUT_OFF;
  }

  public long of(Reason reason) {
    return adder(reason).sum();
  }

  @SuppressWarnings("NullAway") // the constructor puts every reason
  private LongAdder adder(Reason reason) {
    return counts.get(reason);
  }
}
