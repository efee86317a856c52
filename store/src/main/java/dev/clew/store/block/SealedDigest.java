package dev.clew.store.block;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Digest;
import dev.clew.store.PageBounds;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The digest of a block file, all of it in memory but for the dictionaries, which are the block's.
///
/// Any thread may read until the block is closed.
final class SealedDigest implements Digest {
  private static final int PAGE_ROWS = BlockFormat.PAGE_ROWS;

  private final SealedBlock block;
  private final DigestCells cells;

  /// By column, the smallest and the largest value.
  private final PageBounds[] bounds;

  SealedDigest(SealedBlock block, DigestCells cells) {
    this.block = block;
    this.cells = cells;
    bounds = new PageBounds[cells.columns().length];
    Arrays.setAll(bounds, this::findBounds);
  }

  private PageBounds findBounds(int column) {
    int[] values = cells.columns()[column];
    return values.length == 0
        ? PageBounds.EMPTY
        : new PageBounds(
            DigestCells.shown(column, Arrays.stream(values).min().getAsInt()),
            DigestCells.shown(column, Arrays.stream(values).max().getAsInt()));
  }

  long memoryBytes() {
    return 2L * Integer.BYTES * cells.size() * (cells.columns().length + 1);
  }

  @Override
  public long count(int row) {
    return cells.counts()[row];
  }

  @Override
  public String name() {
    return block.name();
  }

  @Override
  public boolean isSealed() {
    return true;
  }

  @Override
  public int rowCount() {
    return cells.size();
  }

  @Override
  public long minStartNanos() {
    return bounds[DigestCells.START].min();
  }

  @Override
  public long maxStartNanos() {
    return bounds[DigestCells.START].max();
  }

  @Override
  public int pageCount() {
    return Math.ceilDiv(cells.size(), PAGE_ROWS);
  }

  @Override
  public int firstRow(int page) {
    return Math.min(page * PAGE_ROWS, cells.size());
  }

  @Override
  public List<Resource> resources() throws IOException {
    return block.resources();
  }

  @Override
  public List<Scope> scopes() {
    return List.of();
  }

  @Override
  public TraceDirectory traces() {
    throw new UnsupportedOperationException("a digest knows of no traces");
  }

  @Override
  public Set<ColumnKey> columns() throws IOException {
    var keys = new LinkedHashSet<ColumnKey>();
    for (int column = 0; column < cells.columns().length; column++) {
      if (cells.tells(column)) {
        DigestCells.KEYS.get(column).shown().ifPresent(keys::add);
      }
    }
    keys.retainAll(block.columns());
    return keys;
  }

  @Override
  public Optional<Column> column(ColumnKey key) {
    StoredKey wanted = StoredKey.of(key);
    int column = DigestCells.KEYS.indexOf(wanted);
    return column < 0 || !cells.tells(column)
        ? Optional.empty()
        : block
            .stored(wanted)
            .map(stored -> new StoredBlock.ShownColumn(key, stored, new CellPages(column)));
  }

  /// What the cells have of a column.
  private final class CellPages implements ValuePages {
    private final int column;

    CellPages(int column) {
      this.column = column;
    }

    @Override
    public PageBounds bounds(int page) {
      return bounds[column];
    }

    @Override
    public void read(int page, ColumnPage into) {
      int first = firstRow(page);
      long[] shown = new long[firstRow(page + 1) - first];
      int[] values = cells.columns()[column];
      for (int at = 0; at < shown.length; at++) {
        shown[at] = DigestCells.shown(column, values[first + at]);
      }
      into.set(first, shown);
    }
  }
}
