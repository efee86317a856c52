package dev.clew.bench.scan;

import dev.clew.query.QueryException;
import dev.clew.query.eval.Cover;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.BlockTests;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.List;

/// What the query engine does on one thread with the rows of blocks, without what it makes of the
/// answer. Owned by one thread.
public final class RawScan {
  /// The three predicates of the reference figure.
  public static final SpanTest THREE_PREDICATES =
      test(
          """
          { resource.service.name = "checkout" && duration > 1ms
              && span.http.response.status_code = 500 }\
          """);

  private final ColumnPage values = new ColumnPage();

  private static SpanTest test(String search) {
    return switch (TraceQl.parse(search)) {
      case Parsed.Valid(var query) when query.root() instanceof Query.Root.Search(var pipeline) ->
          Cover.of(pipeline);
      case Parsed.Valid _, Parsed.Invalid _ ->
          throw new IllegalArgumentException("needs a search in TraceQL, got " + search);
    };
  }

  /// How many rows of the blocks pass a test.
  public long count(List<? extends Block> blocks, SpanTest test)
      throws IOException, QueryException {
    long count = 0;
    for (Block block : blocks) {
      var scan = new PageScan(block, new BlockTests(block, () -> {}).of(test));
      for (int page = 0; page < block.pageCount(); page++) {
        long[] passing = scan.select(page);
        int words = Bits.words(block.firstRow(page + 1) - block.firstRow(page));
        for (int word = 0; word < words; word++) {
          count += Long.bitCount(passing[word]);
        }
      }
    }
    return count;
  }

  /// The rows of each of a block's resources, by its code.
  public long[] countByResource(Block block) throws IOException {
    long[] counts = new long[block.resources().size()];
    Column resources = block.column(Intrinsic.RESOURCE).orElseThrow();
    for (int page = 0; page < block.pageCount(); page++) {
      resources.read(page, values);
      for (int at = 0; at < values.size(); at++) {
        counts[(int) values.values()[at]]++;
      }
    }
    return counts;
  }
}
