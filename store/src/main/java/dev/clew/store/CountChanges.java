package dev.clew.store;

import java.util.List;

/// What a block changes in the counts of spans and calls: what it adds, and what it takes back of
/// earlier blocks where it has more of their traces. Over all blocks every span and every call
/// counts once.
public record CountChanges(
    List<Counts.Cell<SpanSeries>> addedSpans,
    List<Counts.Cell<SpanSeries>> removedSpans,
    List<Counts.Cell<CallSeries>> addedCalls,
    List<Counts.Cell<CallSeries>> removedCalls) {
  public CountChanges {
    addedSpans = List.copyOf(addedSpans);
    removedSpans = List.copyOf(removedSpans);
    addedCalls = List.copyOf(addedCalls);
    removedCalls = List.copyOf(removedCalls);
  }
}
