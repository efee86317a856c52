package dev.clew.query.run;

import dev.clew.query.QueryException;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.BitSet;

/// Finds the traces of one block that have a row which passes. Owned by the thread that scans.
final class BlockSearch {
  private final Block block;
  private final RowTest test;
  private final Gaps gaps;
  private final ColumnPage traceNumbers = new ColumnPage();
  private final BitSet found = new BitSet();
  private long judgedRows;

  BlockSearch(Block block, RowTest test, Gaps gaps) {
    this.block = block;
    this.test = test;
    this.gaps = gaps;
  }

  /// The numbers of the traces in the block's directory.
  BitSet traces(Watch watch) throws IOException, QueryException {
    switch (test) {
      case RowTest.Nothing _ -> judgedRows = block.rowCount();
      case RowTest.Everything _ -> {
        judgedRows = block.rowCount();
        found.set(0, block.traces().size());
      }
      case RowTest.Values _, RowTest.Not _, RowTest.All _, RowTest.Either _ -> scan(watch);
    }
    return found;
  }

  /// How many rows had a say.
  long judgedRows() {
    return judgedRows;
  }

  private void scan(Watch watch) throws IOException, QueryException {
    var rows = new PageScan(block, test);
    Column numbers = block.column(Intrinsic.TRACE).orElseThrow();
    for (int page = 0; page < block.pageCount(); page++) {
      watch.check();
      try {
        collect(page, rows.select(page), numbers);
      } catch (CorruptBlockException e) {
        gaps.add(e);
      }
    }
  }

  private void collect(int page, long[] passing, Column numbers) throws IOException {
    int firstRow = block.firstRow(page);
    int rows = block.firstRow(page + 1) - firstRow;
    if (!Bits.isEmpty(passing, Bits.words(rows))) {
      numbers.read(page, traceNumbers);
      for (int at = 0; at < traceNumbers.size(); at++) {
        if (Bits.get(passing, traceNumbers.rows()[at] - firstRow)) {
          found.set((int) traceNumbers.values()[at]);
        }
      }
    }
    judgedRows += rows;
  }
}
