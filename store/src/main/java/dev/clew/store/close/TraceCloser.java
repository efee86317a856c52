package dev.clew.store.close;

import dev.clew.store.TraceClose.Reason;

/// Decides when a trace is closed, and knows what comes too late for that.
///
/// Owned by one thread. Time is any clock that counts nanoseconds; where it goes back, it stands
/// still instead. Memory is bounded by the limits.
public final class TraceCloser {
  /// Takes the traces that are closed, each in the call that closes it.
  @FunctionalInterface
  public interface Listener {
    void closed(long high, long low, Reason reason);
  }

  private final OpenTraces open;
  private final ClosedTraces closed;
  private final Listener listener;
  private long nowNanos = Long.MIN_VALUE;

  public TraceCloser(CloseLimits limits, Listener listener) {
    open = new OpenTraces(limits, this::close);
    closed = new ClosedTraces(limits.maxRemembered());
    this.listener = listener;
  }

  /// Notes that rows of a trace have come and can be read; may close that trace or another.
  ///
  /// @return false when they are late: the trace is closed already, and stays so
  public boolean arrived(long high, long low, int rows, long nowNanos) {
    advance(nowNanos);
    if (closed.contains(high, low)) {
      return false;
    }
    open.arrived(high, low, rows, this.nowNanos);
    return true;
  }

  /// Closes what is due; to be called about every second.
  public void closeDue(long nowNanos) {
    advance(nowNanos);
    open.closeDue(this.nowNanos);
  }

  private void advance(long nowNanos) {
    this.nowNanos = Math.max(this.nowNanos, nowNanos);
  }

  private void close(long high, long low, Reason reason) {
    closed.add(high, low, nowNanos);
    listener.closed(high, low, reason);
  }

  public int openCount() {
    return open.size();
  }

  /// How many closed traces were forgotten for want of room. What comes for one of them opens it
  /// again, as if it were new.
  public long forgottenCount() {
    return closed.forgotten();
  }

  /// Rows of traces closed after this moment are sure to be known as late; the beginning of time
  /// while no trace has been forgotten.
  public long lateKnownSinceNanos() {
    return closed.completeSinceNanos();
  }
}
