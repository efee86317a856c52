package dev.clew.store.compact;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.Column;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.Overflows;
import dev.clew.store.block.ReadCache;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block without some of its rows: those that are left move together, and traces and columns that
/// have none left are gone. Dictionaries stay as they are.
///
/// Any thread may read it as long as the block can be read.
public final class SubsetBlock implements StoredBlock {
  static final int DROPPED = -1;

  private final StoredBlock block;
  private final String name;

  /// By row of the block, its row here.
  private final int[] places;

  private final int[] firstRows;
  private final SubsetTraces traces;
  private final long minStartNanos;
  private final long maxStartNanos;
  private final Overflows overflows = new Overflows(this);
  private volatile @Nullable Set<StoredKey> usedKeys;

  /// Drops rows of a block.
  ///
  /// @param name unlike that of any other block
  public static SubsetBlock without(StoredBlock block, BitSet dropped, String name)
      throws IOException {
    return new SubsetBlock(block, dropped, name);
  }

  private SubsetBlock(StoredBlock block, BitSet dropped, String name) throws IOException {
    this.block = block;
    this.name = name;
    places = new int[block.rowCount()];
    firstRows = new int[block.pageCount() + 1];
    int next = 0;
    for (int page = 0; page < block.pageCount(); page++) {
      firstRows[page] = next;
      for (int row = block.firstRow(page); row < block.firstRow(page + 1); row++) {
        places[row] = dropped.get(row) ? DROPPED : next++;
      }
    }
    firstRows[block.pageCount()] = next;
    traces = SubsetTraces.of(this, block.traces());
    long[] starts = WholeColumn.read(this, StoredKey.START_NANOS);
    minStartNanos = Arrays.stream(starts).min().orElse(block.minStartNanos());
    maxStartNanos = Arrays.stream(starts).max().orElse(block.minStartNanos());
  }

  /// The rows that are left of these.
  int[] left(int[] rows) {
    return Arrays.stream(rows).map(row -> places[row]).filter(row -> row != DROPPED).toArray();
  }

  /// Of traces of the block, by their numbers there, those that are left, by their numbers here.
  public BitSet leftTraces(BitSet ofBlock) {
    var left = new BitSet();
    for (int number = 0; number < traces.size(); number++) {
      left.set(number, ofBlock.get(traces.original(number)));
    }
    return left;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isSealed() {
    return block.isSealed();
  }

  @Override
  public int rowCount() {
    return firstRows[firstRows.length - 1];
  }

  @Override
  public long minStartNanos() {
    return minStartNanos;
  }

  @Override
  public long maxStartNanos() {
    return maxStartNanos;
  }

  @Override
  public int pageCount() {
    return block.pageCount();
  }

  @Override
  public int firstRow(int page) {
    return firstRows[page];
  }

  @Override
  public List<Resource> resources() throws IOException {
    return block.resources();
  }

  @Override
  public List<Scope> scopes() throws IOException {
    return block.scopes();
  }

  @Override
  public TraceDirectory traces() {
    return traces;
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return block.storedKeys();
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) throws IOException {
    return block.stored(key).map(LeftColumn::new);
  }

  @Override
  public boolean isUsed(StoredKey key) {
    return key.shown().isEmpty() || usedKeys().contains(key);
  }

  private Set<StoredKey> usedKeys() {
    Set<StoredKey> known = usedKeys;
    if (known == null) {
      known = new HashSet<>();
      for (StoredKey key : block.storedKeys()) {
        if (key.shown().isPresent() && block.isUsed(key) && hasValue(key)) {
          known.add(key);
        }
      }
      usedKeys = known;
    }
    return known;
  }

  private boolean hasValue(StoredKey key) {
    try {
      Optional<? extends StoredColumn> column = stored(key);
      var page = new ColumnPage();
      for (int number = 0; column.isPresent() && number < pageCount(); number++) {
        column.get().read(number, page);
        if (page.size() > 0) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      // It may have one; whoever reads it will hear what is wrong.
      return true;
    }
  }

  @Override
  public Overflows overflows() {
    return overflows;
  }

  /// A column of the block; a code may occur in no row.
  private final class LeftColumn implements StoredColumn {
    private final StoredColumn column;

    LeftColumn(StoredColumn column) {
      this.column = column;
    }

    @Override
    public StoredKey key() {
      return column.key();
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      column.read(page, into);
      int[] rows = into.rows();
      long[] values = into.values();
      int size = into.size();
      boolean isTrace = key().equals(StoredKey.TRACE);
      // The arrays are large enough, so they stay where they are; what is put in stands before what
      // is still to be read.
      into.clear(size);
      for (int at = 0; at < size; at++) {
        int place = places[rows[at]];
        if (place != DROPPED) {
          into.add(place, isTrace ? traces.number((int) values[at]) : values[at]);
        }
      }
    }

    @Override
    public <E extends Exception> BitSet codes(Object question, Column.Answer<E> answer)
        throws IOException, E {
      return column.codes(question, answer);
    }

    @Override
    public <E extends Exception> void look(Column.Viewer<E> viewer) throws IOException, E {
      column.look(viewer);
    }

    @Override
    public boolean mayHold(byte[] value) throws IOException {
      return column.mayHold(value);
    }

    @Override
    public long weight() throws IOException {
      return column.weight();
    }

    @Override
    public Dictionary dictionary() throws IOException {
      return column.dictionary();
    }

    @Override
    public Dictionary dictionary(ReadCache room) throws IOException {
      return column.dictionary(room);
    }

    @Override
    public Dictionary dictionary(long[] codes) throws IOException {
      return column.dictionary(codes);
    }
  }
}
