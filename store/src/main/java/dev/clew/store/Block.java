package dev.clew.store;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An immutable run of rows, a row a span: a sealed block, or the head as it stood when the view
/// was opened. Read column by column, page by page. Any thread may read; nothing is shared but what
/// does not change.
///
/// The methods that reach the disk throw [CorruptBlockException] for damage; the other pages of the
/// block can still be read.
public interface Block {
  /// Unique among the blocks of a store, and for ever the name of the same rows.
  String name();

  /// True when the block will never change, so that what was learnt from it may be kept under its
  /// name.
  boolean isSealed();

  int rowCount();

  /// The earliest start of a span, in nanoseconds since the epoch.
  long minStartNanos();

  /// The latest start of a span.
  long maxStartNanos();

  int pageCount();

  /// The first row of a page; of `pageCount()`, the row count.
  int firstRow(int page);

  /// The dictionary behind the `RESOURCE` column: code = place in the list.
  List<Resource> resources() throws IOException;

  /// The dictionary behind the `SCOPE` column: code = place in the list.
  List<Scope> scopes() throws IOException;

  /// All columns that hold a value in some row. There may be very many, as attributes come from
  /// outside.
  Set<ColumnKey> columns() throws IOException;

  /// The column, or nothing where no row has a value in it.
  Optional<Column> column(ColumnKey key) throws IOException;

  TraceDirectory traces() throws IOException;

  /// True when rows stand trace by trace, the trace with the earlier first start before the other.
  default boolean areTracesInOrder() {
    return false;
  }

  /// The block's rows, counted by what they have in some columns; nothing where that is not known,
  /// or would hardly be fewer rows.
  default Optional<Digest> digest(Set<ColumnKey.Intrinsic> columns) throws IOException {
    return Optional.empty();
  }

  /// What is known of each trace as far as it lies in this block; only a sealed block knows it.
  default Optional<TraceSummaries> summaries() throws IOException {
    return Optional.empty();
  }
}
