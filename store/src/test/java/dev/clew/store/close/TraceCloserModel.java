package dev.clew.store.close;

import dev.clew.store.TraceClose.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a trace closer must do, done by looking at everything every time.
final class TraceCloserModel {
  private record Open(long openedAt, long openedNanos, long activeAt, long activeNanos, int rows) {}

  private final CloseLimits limits;
  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final List<Long> closed = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private long events;
  private int forgotten;

  TraceCloserModel(CloseLimits limits) {
    this.limits = limits;
  }

  boolean arrived(long trace, int rows, long now) {
    events++;
    int remembered = Math.max(0, closed.size() - limits.maxRemembered());
    if (closed.subList(remembered, closed.size()).contains(trace)) {
      return false;
    }
    if (!open.containsKey(trace) && open.size() == limits.maxOpen()) {
      first(Comparator.comparingLong(Open::activeAt)).ifPresent(t -> close(t, Reason.CROWDED));
    }
    Open before = open.getOrDefault(trace, new Open(events, now, 0, 0, 0));
    int sum = before.rows() + rows;
    open.put(trace, new Open(before.openedAt(), before.openedNanos(), events, now, sum));
    if (sum >= limits.maxRows()) {
      close(trace, Reason.SIZE);
    }
    return true;
  }

  void closeDue(long now) {
    List<Long> idle =
        open.keySet().stream()
            .filter(each -> now - at(each).activeNanos() >= limits.idle().toNanos())
            .sorted(Comparator.comparingLong(each -> at(each).activeAt()))
            .toList();
    idle.forEach(each -> close(each, Reason.IDLE));
    List<Long> old =
        open.keySet().stream()
            .filter(each -> now - at(each).openedNanos() >= limits.maxAge().toNanos())
            .sorted(Comparator.comparingLong(each -> at(each).openedAt()))
            .toList();
    old.forEach(each -> close(each, Reason.AGE));
  }

  private Open at(long trace) {
    return Optional.ofNullable(open.get(trace)).orElseThrow();
  }

  private Optional<Long> first(Comparator<Open> order) {
    return open.keySet().stream().min(Comparator.comparing(this::at, order));
  }

  private void close(long trace, Reason reason) {
    open.remove(trace);
    closed.add(trace);
    forgotten = Math.max(0, closed.size() - limits.maxRemembered());
    log.add(trace + " " + reason);
  }

  int openCount() {
    return open.size();
  }

  int forgottenCount() {
    return forgotten;
  }

  List<String> log() {
    return log;
  }
}
