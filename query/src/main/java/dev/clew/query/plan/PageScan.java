package dev.clew.query.plan;

import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges the rows of a block, a page at a time, in buffers it keeps. Owned by the thread that
/// scans.
public final class PageScan {
  // What fewer of the rows are looked at alone.
  private static final int FEW = 16;

  private final Block block;
  private final RowTest test;
  private final ColumnPage values = new ColumnPage();
  private final Deque<long[]> spare = new ArrayDeque<>();
  private long[] selected = new long[0];
  private int firstRow;
  private int rows;

  /// The rows that still matter, counted from the start of the block; null where all do. What is
  /// found of others says nothing.
  private int @Nullable [] wanted;

  public PageScan(Block block, RowTest test) {
    this.block = block;
    this.test = test;
  }

  /// The rows that pass, counted from the page's first; see [Bits]. Valid until the next call.
  public long[] select(int page) throws IOException {
    firstRow = block.firstRow(page);
    rows = block.firstRow(page + 1) - firstRow;
    wanted = null;
    selected = cleared(selected);
    if (mayPass(test, page)) {
      addPassing(test, page, selected);
    }
    return selected;
  }

  /// False where what is known of the page says that none of its rows passes.
  private static boolean mayPass(RowTest part, int page) throws IOException {
    return switch (part) {
      case RowTest.Nothing _ -> false;
      case RowTest.Everything _, RowTest.Not _ -> true;
      case RowTest.Values(var column, var passing) -> passing.mayHold(column.bounds(page));
      case RowTest.Either(var terms) -> {
        boolean may = false;
        for (RowTest term : terms) {
          may |= mayPass(term, page);
        }
        yield may;
      }
      case RowTest.All(var terms) -> {
        boolean may = true;
        for (RowTest term : terms) {
          may &= mayPass(term, page);
        }
        yield may;
      }
    };
  }

  private void addPassing(RowTest part, int page, long[] bits) throws IOException {
    switch (part) {
      case RowTest.Nothing _ -> {}
      case RowTest.Everything _ -> Bits.fill(bits, rows);
      case RowTest.Values(var column, var passing) -> {
        read(column, page);
        passing.mark(values, firstRow, bits);
      }
      case RowTest.Either(var terms) -> {
        for (RowTest term : terms) {
          addPassing(term, page, bits);
        }
      }
      case RowTest.All(var terms) -> addAll(terms, page, bits);
      case RowTest.Not(var inner) -> {
        long[] without = borrow();
        addPassing(inner, page, without);
        Bits.orNot(bits, without, rows);
        spare.push(without);
      }
    }
  }

  private void addAll(List<RowTest> terms, int page, long[] bits) throws IOException {
    int words = Bits.words(rows);
    long[] all = borrow();
    long[] one = borrow();
    Bits.fill(all, rows);
    int[] wantedBefore = wanted;
    for (RowTest term : terms) {
      Arrays.fill(one, 0);
      addPassing(term, page, one);
      Bits.and(all, one, words);
      int left = Bits.count(all, words);
      if (left == 0) {
        break;
      }
      if (left <= rows / FEW) {
        wanted = list(all, left);
      }
    }
    wanted = wantedBefore;
    Bits.or(bits, all, words);
    spare.push(all);
    spare.push(one);
  }

  private int[] list(long[] bits, int count) {
    int[] list = new int[count];
    int size = Bits.list(bits, rows, list);
    for (int at = 0; at < size; at++) {
      list[at] += firstRow;
    }
    return list;
  }

  private void read(Column column, int page) throws IOException {
    if (wanted == null) {
      column.read(page, values);
    } else {
      column.read(page, wanted, values);
    }
  }

  private long[] borrow() {
    return cleared(spare.isEmpty() ? new long[0] : spare.pop());
  }

  private long[] cleared(long[] bits) {
    int words = Bits.words(rows);
    if (bits.length < words) {
      return new long[words];
    }
    Arrays.fill(bits, 0);
    return bits;
  }
}
