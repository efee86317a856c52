package dev.clew.bench.data;

/// A span as drawn, before it is encoded.
///
/// @param trace its trace's number in the round
/// @param number its own number in the round
/// @param parent its parent's number, -1 for a root
/// @param startNanos from the end of its trace, so below 0
record Draft(
    int trace,
    int number,
    int parent,
    Service service,
    Pod pod,
    Operation operation,
    long startNanos,
    long durationNanos,
    boolean failed) {
  Family family() {
    return operation.family();
  }
}
