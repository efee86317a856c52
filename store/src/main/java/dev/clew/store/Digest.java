package dev.clew.store;

/// The spans of a block, counted. A row stands for all of them that have the same in the columns
/// that were asked for. It has these columns and no other, and of a block's columns these can be
/// asked for: resource, name, kind, status, start and duration.
///
/// A row's start is the end of the ten seconds in which its spans start: these belong to them,
/// their begin does not. A row's duration is the power of two in nanoseconds up to which its spans
/// last, but longer than the one before; 1 of spans that last less than two. The codes of a column
/// are those of the block's. There are no traces to ask for: whoever needs ids reads the rows.
public interface Digest extends Block {
  long STEP_NANOS = 10_000_000_000L;

  /// For how many spans a row stands.
  long count(int row);
}
