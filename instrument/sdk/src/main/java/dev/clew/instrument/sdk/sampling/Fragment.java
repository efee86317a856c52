package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What one process has of one trace: the ended spans that wait for a decision, and how many spans
/// are still open. Guarded by itself.
final class Fragment {
  private static final Comparator<ReadableSpan> SHORTEST_FIRST =
      Comparator.comparingLong(ReadableSpan::getLatencyNanos);

  final long beganNanos;
  private final int mostSpans;
  private List<ReadableSpan> waiting = new ArrayList<>(4);

  /// Takes the place of the list once the trace has more spans than may wait.
  private @Nullable Queue<ReadableSpan> longest;

  private int open;
  private int openRoots;
  private int dropped;
  private boolean isDecided;
  private boolean isClosed;
  private @Nullable KeptBy kept;

  Fragment(long beganNanos, int mostSpans) {
    this.beganNanos = beganNanos;
    this.mostSpans = mostSpans;
  }

  /// A span whose parent is not in this process.
  static boolean isLocalRoot(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }

  /// False when all spans of this fragment had ended: the trace goes on in a new one.
  boolean start(boolean isRoot) {
    if (isClosed) {
      return false;
    }
    open++;
    openRoots += isRoot ? 1 : 0;
    return true;
  }

  void end(boolean isRoot) {
    open--;
    openRoots -= isRoot ? 1 : 0;
  }

  boolean hasOpenRoots() {
    return openRoots > 0;
  }

  /// Closes when no span is open; then nothing more can come to it.
  boolean closeIfDone() {
    isClosed |= open <= 0;
    return isClosed;
  }

  void close() {
    isClosed = true;
  }

  boolean isDecided() {
    return isDecided;
  }

  /// Null while undecided and when the decision was to drop.
  @Nullable KeptBy kept() {
    return kept;
  }

  /// Whether a span has been given up already, by decision or for want of room.
  boolean isPart() {
    return dropped > 0;
  }

  void dropOne() {
    dropped++;
  }

  int waiting() {
    return longest == null ? waiting.size() : longest.size();
  }

  boolean isFull() {
    return waiting() >= mostSpans;
  }

  /// Lets the span wait; in a full fragment the shortest of all gives way.
  void await(ReadableSpan span) {
    if (!isFull()) {
      waiting.add(span);
      return;
    }
    if (longest == null) {
      longest = new PriorityQueue<>(mostSpans, SHORTEST_FIRST);
      longest.addAll(waiting);
      waiting = List.of();
    }
    longest.add(span);
    longest.remove();
    dropped++;
  }

  /// Decides once, null to drop, and gives out the spans that waited for it.
  List<ReadableSpan> decide(@Nullable KeptBy why) {
    isDecided = true;
    kept = why;
    List<ReadableSpan> out = longest == null ? waiting : new ArrayList<>(longest);
    waiting = List.of();
    longest = null;
    return out;
  }
}
