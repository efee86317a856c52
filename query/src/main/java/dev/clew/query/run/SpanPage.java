package dev.clew.query.run;

import dev.clew.model.StatusCode;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.List;

/// What a summary needs to know of the rows of one page, and which of them pass a test. Rows count
/// from the page's first. Owned by the thread that reads.
final class SpanPage {
  private final Block block;
  private final PageScan scan;
  private final Gaps gaps;
  private final Dictionary names;
  private final List<String> services;
  private final DensePage columns =
      new DensePage(
          Intrinsic.SPAN_ID,
          Intrinsic.PARENT_SPAN_ID,
          Intrinsic.START_NANOS,
          Intrinsic.RESOURCE,
          Intrinsic.NAME,
          Intrinsic.KIND,
          Intrinsic.STATUS);
  private long[] passing = new long[0];

  SpanPage(Block block, RowTest test, Gaps gaps) throws IOException {
    this.block = block;
    this.gaps = gaps;
    scan = new PageScan(block, test);
    names = block.column(Intrinsic.NAME).orElseThrow().dictionary().orElseThrow();
    services = block.resources().stream().map(each -> each.serviceName()).toList();
  }

  /// Reads a page; where only the test cannot be read, no row passes.
  void read(int page) throws IOException {
    columns.read(block, page);
    try {
      passing = scan.select(page);
    } catch (CorruptBlockException e) {
      gaps.add(e);
      passing = new long[Bits.words(columns.rows())];
    }
  }

  int firstRow() {
    return columns.firstRow();
  }

  long spanId(int row) {
    return columns.values(0)[row];
  }

  /// 0 for a root.
  long parentId(int row) {
    return columns.values(1)[row];
  }

  long startNanos(int row) {
    return columns.values(2)[row];
  }

  String service(int row) {
    return services.get((int) columns.values(3)[row]);
  }

  String name(int row) {
    return names.text((int) columns.values(4)[row]);
  }

  /// OTLP's number.
  int kind(int row) {
    return (int) columns.values(5)[row];
  }

  StatusCode status(int row) {
    return StatusCode.of((int) columns.values(6)[row]);
  }

  boolean hasMatched(int row) {
    return Bits.get(passing, row);
  }
}
