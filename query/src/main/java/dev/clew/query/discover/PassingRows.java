package dev.clew.query.discover;

import dev.clew.query.QueryException;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.query.run.Gaps;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;

/// The rows of a block that pass a test, page by page. Owned by one thread.
final class PassingRows {
  private final Block block;
  private final RowTest test;
  private final long[][] pages;

  private PassingRows(Block block, RowTest test) {
    this.block = block;
    this.test = test;
    pages = new long[block.pageCount()][];
  }

  /// Rows of pages that cannot be read do not pass, and are a gap.
  static PassingRows of(Block block, RowTest test, Gaps gaps, Checkpoint checkpoint)
      throws IOException, QueryException {
    var passing = new PassingRows(block, test);
    if (!passing.areAll()) {
      var scan = new PageScan(block, test);
      for (int page = 0; page < passing.pages.length; page++) {
        checkpoint.check();
        int words = Bits.words(block.firstRow(page + 1) - block.firstRow(page));
        passing.pages[page] = new long[words];
        try {
          System.arraycopy(scan.select(page), 0, passing.pages[page], 0, words);
        } catch (CorruptBlockException e) {
          gaps.add(e);
        }
      }
    }
    return passing;
  }

  boolean areAll() {
    return test.equals(RowTest.EVERYTHING);
  }

  boolean isAnyIn(int page) {
    return areAll() || !Bits.isEmpty(pages[page], pages[page].length);
  }

  /// @param row counted from the block's first, within the page
  boolean has(int page, int row) {
    return areAll() || Bits.get(pages[page], row - block.firstRow(page));
  }
}
