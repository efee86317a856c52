package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceSummaries;
import java.io.IOException;
import java.util.BitSet;

/// What a block file says of its traces, in pages that are read when they are asked for and kept as
/// long as someone uses the summaries.
final class SealedSummaries implements TraceSummaries {
  private final SealedBlock block;
  private final NumberPages[] columns;
  private final NumberPages criticalPath;

  private SealedSummaries(SealedBlock block, NumberPages[] columns, NumberPages criticalPath) {
    this.block = block;
    this.columns = columns;
    this.criticalPath = criticalPath;
  }

  static SealedSummaries open(SealedBlock block, SectionReader sections, JudgedSections judged)
      throws IOException {
    int traceCount = block.traces().size();
    var columns = new NumberPages[Judgement.Column.values().length];
    for (Judgement.Column column : Judgement.Column.values()) {
      columns[column.ordinal()] =
          NumberPages.open(
              sections,
              judged.columns().get(column.ordinal()),
              "traces' " + column,
              traceCount,
              BlockFormat.TRACES_A_PAGE);
    }
    NumberPages criticalPath =
        NumberPages.open(
            sections,
            judged.criticalPath(),
            "critical path",
            block.rowCount(),
            JudgedSections.ROWS_A_PAGE);
    return new SealedSummaries(block, columns, criticalPath);
  }

  private long value(Judgement.Column column, int number) throws IOException {
    return columns[column.ordinal()].value(number);
  }

  private int count(Judgement.Column column, int number) throws IOException {
    long value = value(column, number);
    int most = block.traces().rowCount(number);
    if (value < 0 || value > most) {
      throw new CorruptBlockException(
          block.name(),
          0,
          "trace " + number + " of " + most + " rows needs fewer " + column + ", has " + value);
    }
    return (int) value;
  }

  private boolean has(int number, int flag) throws IOException {
    return (value(Judgement.Column.FLAGS, number) & flag) != 0;
  }

  @Override
  public int rootRow(int number) throws IOException {
    int[] rows = block.traces().rows(number);
    return rows[Math.min(count(Judgement.Column.ROOT, number), rows.length - 1)];
  }

  @Override
  public int spanCount(int number) throws IOException {
    return block.traces().rowCount(number) - count(Judgement.Column.REPEATS, number);
  }

  @Override
  public int errorCount(int number) throws IOException {
    return count(Judgement.Column.ERRORS, number);
  }

  @Override
  public int serviceCount(int number) throws IOException {
    return count(Judgement.Column.SERVICES, number);
  }

  @Override
  public int orphanCount(int number) throws IOException {
    return count(Judgement.Column.ORPHANS, number);
  }

  @Override
  public boolean isRootMissing(int number) throws IOException {
    return has(number, Judgement.ROOT_MISSING);
  }

  @Override
  public boolean isCycleCut(int number) throws IOException {
    return has(number, Judgement.CYCLE_CUT);
  }

  @Override
  public boolean isSplit(int number) throws IOException {
    return has(number, Judgement.SPLIT);
  }

  @Override
  public boolean isDisjoint(int number) throws IOException {
    return has(number, Judgement.DISJOINT);
  }

  @Override
  public Marks marks() throws IOException {
    var marks = new Marks(new BitSet(), new BitSet(), new BitSet());
    int size = block.traces().size();
    for (int first = 0; first < size; first += BlockFormat.TRACES_A_PAGE) {
      int page = first / BlockFormat.TRACES_A_PAGE;
      long[] flags = columns[Judgement.Column.FLAGS.ordinal()].page(page);
      long[] repeats = columns[Judgement.Column.REPEATS.ordinal()].page(page);
      for (int at = 0; at < flags.length; at++) {
        mark(marks, first + at, flags[at], repeats[at] != 0);
      }
    }
    return marks;
  }

  private static void mark(Marks marks, int number, long flags, boolean repeats) {
    if ((flags & Judgement.SPLIT) != 0) {
      marks.split().set(number);
    }
    if ((flags & Judgement.DISJOINT) != 0) {
      marks.disjoint().set(number);
    }
    if (repeats || (flags & Judgement.TOO_LARGE) != 0) {
      marks.repeating().set(number);
    }
  }

  @Override
  public boolean isTooLarge(int number) throws IOException {
    return has(number, Judgement.TOO_LARGE);
  }

  @Override
  public void readCriticalPath(int page, ColumnPage into) throws IOException {
    int first = block.firstRow(page);
    int end = block.firstRow(page + 1);
    var durations = new ColumnPage();
    StoredColumn column = block.stored(StoredKey.DURATION_NANOS).orElseThrow();
    column.read(page, durations);
    into.clear(end - first);
    long[] marks = {};
    for (int row = first; row < end; row++) {
      int place = row % JudgedSections.ROWS_A_PAGE;
      if (row == first || place == 0) {
        marks = criticalPath.read(row / JudgedSections.ROWS_A_PAGE);
      }
      long mark = marks[place];
      if (mark == Judgement.WHOLE) {
        into.add(row, durations.values()[row - first]);
      } else if (mark != Judgement.OFF_PATH) {
        into.add(row, mark - Judgement.PART);
      }
    }
  }
}
