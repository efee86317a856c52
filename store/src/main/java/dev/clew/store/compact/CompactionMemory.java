package dev.clew.store.compact;

import dev.clew.store.block.SealedBlock;

/// The memory that compacting blocks takes, told before it is begun from what they say of
/// themselves.
///
/// Values are read from the files as they are written, a few MiB at a time, so that it does not
/// matter how long they are. What is in memory by row is where it goes and what counts it; by value
/// of one column, the largest, its row, its code, where it stands in the file, and while a filter
/// is made of distinct ones what that takes; by trace, its directory and how it is judged. The
/// figures are of arrays in the code, somewhat more than was measured: 97 MB are told of three full
/// blocks of 20 services' traces, of which 89 are live at most.
///
/// A quarter of the heap may be spans that wait to be sealed, a sixteenth what is cached, a third
/// what is compacted: so what is left has room for the sealing of one head, for requests and
/// answers.
public final class CompactionMemory {
  private static final long FIXED_BYTES = CombinedColumn.VALUE_BYTES + (2 << 20);
  private static final long ROW_BYTES = 20;
  private static final long VALUE_BYTES = 85;
  private static final long TRACE_BYTES = 180;

  /// The share of the heap that it may take.
  private static final long SHARE = 3;

  private CompactionMemory() {}

  /// What compaction may take of this process's memory.
  public static long allowed() {
    return Runtime.getRuntime().maxMemory() / SHARE;
  }

  /// What compacting takes beside what the blocks add to it.
  static long fixed() {
    return FIXED_BYTES;
  }

  /// What a block adds.
  public static long of(SealedBlock block) {
    return ROW_BYTES * block.rowCount()
        + VALUE_BYTES * block.mostValues()
        + TRACE_BYTES * block.traceCount();
  }
}
