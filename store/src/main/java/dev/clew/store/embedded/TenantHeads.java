package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.head.Head;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The heads of a tenant: full ones that are to be sealed in their order, and the one that grows.
///
/// Guarded by the lock of its [TenantSpans], but for what says otherwise.
final class TenantHeads {
  /// Far below what a head's columns can number.
  private static final long MAX_HEAD_BYTES = 1L << 30;

  private final TenantId tenant;
  private final HeadBudget budget;
  private final Tenants.HeadLimits limits;
  private final Deque<OpenHead> full = new ArrayDeque<>();
  private @Nullable OpenHead growing;
  private long opened;
  private volatile boolean isBroken;
  private volatile boolean hasFull;

  TenantHeads(TenantId tenant, HeadBudget budget, Tenants.HeadLimits limits) {
    this.tenant = tenant;
    this.budget = budget;
    this.limits = limits;
  }

  /// Adds the spans of a request to the head that grows.
  void add(long sequence, SpanBatch spans, long nowNanos) {
    OpenHead open = growing;
    if (open == null) {
      String name = "head-" + tenant + "-" + opened++;
      var head = new Head(name, limits.maxColumns(), budget.spare());
      open = new OpenHead(head, sequence, nowNanos);
      growing = open;
    }
    long before = open.head().bytes();
    boolean isWhole = false;
    try {
      open.append(sequence, spans);
      isWhole = true;
    } finally {
      isBroken |= !isWhole;
    }
    budget.add(open.head().bytes() - before);
    if (open.head().rowCount() >= limits.sealSpans() || open.head().bytes() >= MAX_HEAD_BYTES) {
      cut();
    }
  }

  /// Cuts the growing head off, so that what comes from now on is in another.
  void cut() {
    if (growing != null && !isBroken) {
      full.add(growing);
      hasFull = true;
      growing = null;
    }
  }

  /// Cuts the growing head off when it was opened at or before a moment.
  void cutOlder(long openedNanos) {
    if (growing != null && growing.openedNanos() - openedNanos <= 0) {
      cut();
    }
  }

  /// True when an append died half way: the head's columns no longer match each other, so it must
  /// not be sealed, and only the log has the truth. Any thread may ask.
  boolean isBroken() {
    return isBroken;
  }

  /// True when a head waits to be sealed. Any thread may ask.
  boolean hasFull() {
    return hasFull;
  }

  /// The head that is to be sealed next.
  Optional<OpenHead> nextToSeal() {
    return Optional.ofNullable(full.peek());
  }

  /// Lets go of the head that was to be sealed next, and now is; views that are open keep it.
  void remove(OpenHead sealed) {
    if (full.peek() != sealed) {
      throw new IllegalStateException("heads must be sealed in their order");
    }
    full.remove();
    hasFull = !full.isEmpty();
    budget.add(-sealed.head().bytes());
    sealed.release();
  }

  @Nullable OpenHead growing() {
    return growing;
  }

  /// The first record that any head has.
  Optional<Long> firstSequence() {
    OpenHead first = full.isEmpty() ? growing : full.peek();
    return first == null ? Optional.empty() : Optional.of(first.name().firstSequence());
  }

  /// All heads in the order in which their spans came.
  List<OpenHead> all() {
    var all = new ArrayList<OpenHead>(full);
    if (growing != null) {
      all.add(growing);
    }
    return all;
  }
}
