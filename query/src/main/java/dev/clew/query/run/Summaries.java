package dev.clew.query.run;

import dev.clew.query.QueryException;
import dev.clew.query.TraceSummary;
import dev.clew.query.plan.RowTest;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// Sums up some traces over all blocks that hold a part of them; a page is read once for all of
/// them. Owned by one thread.
final class Summaries {
  private final Fragments fragments;
  private final Judge judge;
  private final List<TraceSum> sums = new ArrayList<>();
  private final Gaps gaps = new Gaps();

  private Summaries(Fragments fragments, Judge judge) {
    this.fragments = fragments;
    this.judge = judge;
  }

  static Summaries of(Fragments fragments, Judge judge, List<Candidate> traces)
      throws QueryException {
    var summaries = new Summaries(fragments, judge);
    for (Candidate each : traces) {
      fragments
          .extent(each.trace(), summaries.gaps)
          .ifPresent(extent -> summaries.sums.add(new TraceSum(each.trace(), extent)));
    }
    return summaries;
  }

  /// Oldest block first: of a span that was sent twice the last one counts.
  Summaries read(Watch watch) throws QueryException {
    for (Block block : fragments.blocks().reversed()) {
      try {
        read(block, watch);
      } catch (CorruptBlockException e) {
        gaps.add(e);
      } catch (IOException e) {
        throw new QueryException("reading block " + block.name(), e);
      }
    }
    return this;
  }

  private void read(Block block, Watch watch) throws IOException, QueryException {
    watch.check();
    long[] rows = rows(block.traces());
    if (rows.length == 0) {
      return;
    }
    var spans = new SpanPage(block, test(block, watch), gaps);
    int page = 0;
    int from = 0;
    while (from < rows.length) {
      while (row(rows[from]) >= block.firstRow(page + 1)) {
        page++;
      }
      int to = from;
      while (to < rows.length && row(rows[to]) < block.firstRow(page + 1)) {
        to++;
      }
      watch.check();
      add(spans, page, Arrays.copyOfRange(rows, from, to));
      from = to;
    }
  }

  /// Without its dictionaries no row of the block is known to match, but all can be counted.
  private RowTest test(Block block, Watch watch) throws IOException, QueryException {
    try {
      return judge.test(block, watch);
    } catch (CorruptBlockException e) {
      gaps.add(e);
      return RowTest.NOTHING;
    }
  }

  /// All rows of these traces in ascending order, each with the place of its trace in the low half.
  private long[] rows(TraceDirectory traces) throws IOException {
    var all = LongStream.builder();
    for (int place = 0; place < sums.size(); place++) {
      int number = traces.find(sums.get(place).trace());
      int[] rows = number < 0 ? new int[0] : traces.rows(number);
      for (int row : rows) {
        all.add((long) row << 32 | place);
      }
    }
    return all.build().sorted().toArray();
  }

  private static int row(long rowAndPlace) {
    return (int) (rowAndPlace >>> 32);
  }

  private void add(SpanPage spans, int page, long[] rows) throws IOException {
    try {
      spans.read(page);
    } catch (CorruptBlockException e) {
      gaps.add(e);
      return;
    }
    for (long each : rows) {
      sums.get((int) each).add(spans, row(each) - spans.firstRow());
    }
  }

  List<TraceSummary> all() {
    return sums.stream().map(TraceSum::summary).toList();
  }

  List<String> gaps() {
    return gaps.reasons();
  }
}
