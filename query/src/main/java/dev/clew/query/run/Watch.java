package dev.clew.query.run;

import dev.clew.query.Deadline;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.plan.Checkpoint;
import java.time.Duration;
import java.time.InstantSource;

/// Tells a scan when to end: its deadline has passed, or nobody waits for its result any more. Any
/// thread may cancel.
public final class Watch implements Checkpoint {
  private final Deadline deadline;
  private final InstantSource clock;
  private volatile boolean cancelled;

  public Watch(Deadline deadline, InstantSource clock) {
    this.deadline = deadline;
    this.clock = clock;
  }

  /// Asked every page, every few hundred entries of a dictionary.
  @Override
  public void check() throws QueryException {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
    if (deadline.hasPassed(clock.instant())) {
      throw new QueryException(
          Kind.DEADLINE,
          "the query did not end before its deadline: ask for a shorter time range or a smaller limit");
    }
  }

  static QueryException cancelled() {
    return new QueryException(Kind.CANCELLED, "the query was cancelled by whoever asked");
  }

  void cancel() {
    cancelled = true;
  }

  Duration left() {
    return deadline.left(clock.instant());
  }

  /// A watch over a part of the work, which can be cancelled alone.
  Watch part() {
    return new Watch(deadline, clock);
  }
}
