package dev.clew.store.compact;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.block.OverflowKey;
import dev.clew.store.block.Shape;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Works out what stands in a [Spilled] overflow, page by page: row by row what was there before,
/// and among it the values of the columns that are gone. Attributes of spans keep their order,
/// which their shape says; the others come behind, since they are there to be found only.
///
/// Owned by one thread.
final class SpilledPage {
  private static final int NONE = -1;

  private final Spilled spilled;
  private final @Nullable Shapes shapes;

  // What was there before, and how far each was taken over.
  private final ColumnPage oldRaw = new ColumnPage();
  private final ColumnPage oldKeys = new ColumnPage();
  private final ColumnPage oldValues = new ColumnPage();
  private int rawTaken;
  private int keysTaken;

  // What is there now.
  private final ColumnPage raw = new ColumnPage();
  private final ColumnPage keys = new ColumnPage();
  private final ColumnPage values = new ColumnPage();

  // The values of the columns that are gone, row by row.
  private int[] starts = new int[0];
  private int[] columns = new int[0];
  private long[] codes = new long[0];

  /// What the shapes of a block say, and which encoded attributes stand for its overflow.
  ///
  /// @param attributes by shape, the numbers of its attributes
  /// @param gone by number of an attribute, the column that is gone, or -1
  /// @param mark the code of the encoded attribute that stands for the next one of the overflow
  /// @param givenBack the codes of the keys that come back from the overflow
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Shapes(
      StoredColumn column, int[][] attributes, int[] gone, int mark, BitSet givenBack) {}

  /// For owners other than spans.
  SpilledPage(Spilled spilled) {
    this(spilled, null);
  }

  private SpilledPage(Spilled spilled, @Nullable Shapes shapes) {
    this.spilled = spilled;
    this.shapes = shapes;
  }

  static SpilledPage ofSpans(Spilled spilled, List<StoredKey> gone) throws IOException {
    StoredBlock block = spilled.block();
    StoredColumn column = block.stored(StoredKey.SHAPE).orElseThrow();
    int[] numbers = block.attributeKeys().stream().mapToInt(gone::indexOf).toArray();
    return new SpilledPage(
        spilled,
        new Shapes(
            column,
            attributes(block.name(), column.dictionary()),
            numbers,
            mark(spilled.raw()),
            givenBack(spilled.keys())));
  }

  private static int[][] attributes(String block, Dictionary shapes) throws CorruptBlockException {
    int[][] attributes = new int[shapes.size()][];
    for (int shape = 0; shape < attributes.length; shape++) {
      try {
        attributes[shape] = Shape.decode(shapes.bytes(shape));
      } catch (MalformedException e) {
        throw new CorruptBlockException(block, 0, "a shape cannot be read: " + e);
      }
    }
    return attributes;
  }

  private static int mark(Spilled.Before raw) throws IOException {
    if (raw.column() != null) {
      Dictionary encoded = raw.column().dictionary();
      for (int code = 0; code < encoded.size(); code++) {
        if (OverflowKey.isMark(encoded.bytes(code))) {
          return code;
        }
      }
    }
    return raw.size();
  }

  private static BitSet givenBack(Spilled.Before keys) throws IOException {
    var givenBack = new BitSet();
    if (keys.column() != null) {
      Dictionary encoded = keys.column().dictionary();
      for (int code = 0; code < encoded.size(); code++) {
        givenBack.set(code, OverflowKey.isGivenBack(encoded.bytes(code)));
      }
    }
    return givenBack;
  }

  void readRaw(int page, ColumnPage into) throws IOException {
    work(page);
    copy(raw, into);
  }

  void readKeys(int page, ColumnPage into) throws IOException {
    work(page);
    copy(keys, into);
  }

  void readValues(int page, ColumnPage into) throws IOException {
    work(page);
    copy(values, into);
  }

  private static void copy(ColumnPage from, ColumnPage into) {
    into.set(Arrays.copyOf(from.rows(), from.size()), Arrays.copyOf(from.values(), from.size()));
  }

  private void work(int page) throws IOException {
    int first = spilled.block().firstRow(page);
    int end = spilled.block().firstRow(page + 1);
    readBefore(page);
    gather(page, first, end);
    var shapeOfRow = new ColumnPage();
    if (shapes != null) {
      shapes.column.read(page, shapeOfRow);
    }
    for (int row = first; row < end; row++) {
      if (shapes != null) {
        followShape(row, first, shapes.attributes[(int) shapeOfRow.values()[row - first]], shapes);
      }
      takeKeys(row);
      for (int at = starts[row - first]; at < starts[row - first + 1]; at++) {
        if (columns[at] != NONE) {
          add(row, at, false);
        }
      }
    }
  }

  private void readBefore(int page) throws IOException {
    spilled.raw().read(page, oldRaw);
    spilled.keys().read(page, oldKeys);
    spilled.values().read(page, oldValues);
    rawTaken = 0;
    keysTaken = 0;
    raw.clear(oldRaw.size());
    keys.clear(oldKeys.size());
    values.clear(oldValues.size());
  }

  /// Gathers the values of the columns that are gone, row by row.
  private void gather(int page, int first, int end) throws IOException {
    var all = new ColumnPage[spilled.gone().size()];
    starts = new int[end - first + 1];
    for (int column = 0; column < all.length; column++) {
      all[column] = new ColumnPage();
      spilled.gone().get(column).read(page, all[column]);
      for (int at = 0; at < all[column].size(); at++) {
        starts[all[column].rows()[at] - first + 1]++;
      }
    }
    for (int row = 0; row < end - first; row++) {
      starts[row + 1] += starts[row];
    }
    columns = new int[starts[end - first]];
    codes = new long[columns.length];
    int[] next = starts.clone();
    for (int column = 0; column < all.length; column++) {
      for (int at = 0; at < all[column].size(); at++) {
        int place = next[all[column].rows()[at] - first]++;
        columns[place] = column;
        codes[place] = all[column].values()[at];
      }
    }
  }

  /// Goes over the attributes of a span as they came.
  private void followShape(int row, int first, int[] attributes, Shapes all) {
    for (int number : attributes) {
      if (number == Shape.RAW) {
        long code = oldRaw.values()[rawTaken++];
        raw.add(row, code);
        if (code == all.mark) {
          takeGivenBack(row, all);
        }
      } else if (all.gone[number] != NONE) {
        int at = starts[row - first];
        while (columns[at] != all.gone[number]) {
          at++;
        }
        raw.add(row, all.mark);
        add(row, at, true);
        columns[at] = NONE;
      }
    }
  }

  /// Takes over the next attribute of a span that comes back from the overflow.
  private void takeGivenBack(int row, Shapes all) {
    boolean isGivenBack = false;
    while (!isGivenBack) {
      isGivenBack = all.givenBack.get((int) oldKeys.values()[keysTaken]);
      takeKey(row);
    }
  }

  /// Takes over what is left of a row.
  private void takeKeys(int row) {
    while (keysTaken < oldKeys.size() && oldKeys.rows()[keysTaken] == row) {
      takeKey(row);
    }
  }

  private void takeKey(int row) {
    keys.add(row, oldKeys.values()[keysTaken]);
    values.add(row, oldValues.values()[keysTaken]);
    keysTaken++;
  }

  /// Adds a value of a column that is gone.
  private void add(int row, int at, boolean isGivenBack) {
    keys.add(row, spilled.keyCode(columns[at], isGivenBack));
    values.add(row, spilled.valueCode(columns[at], codes[at]));
  }
}
