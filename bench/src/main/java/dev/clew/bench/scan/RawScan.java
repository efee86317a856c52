package dev.clew.bench.scan;

import dev.clew.model.TimeRange;
import dev.clew.query.Condition;
import dev.clew.query.Condition.Operator;
import dev.clew.query.Field;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.Plan;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What the query engine does on one thread with the rows of blocks, without what it makes of the
/// answer. Owned by one thread.
public final class RawScan {
  /// The three predicates of the reference figure.
  public static final Condition THREE_PREDICATES =
      Condition.all(
          List.of(
              compare(
                  new Field.Attribute(Field.Scope.RESOURCE, "service.name"),
                  Operator.EQUAL,
                  new Literal.Text("checkout")),
              compare(
                  Field.Intrinsic.DURATION,
                  Operator.GREATER,
                  new Literal.Span(Duration.ofMillis(1))),
              compare(
                  new Field.Attribute(Field.Scope.SPAN, "http.response.status_code"),
                  Operator.EQUAL,
                  new Literal.Int(500))));

  private final ColumnPage values = new ColumnPage();

  private static Condition compare(Field field, Operator operator, Literal operand) {
    return new Condition.Compare(field, operator, operand);
  }

  /// How many rows of the blocks satisfy a condition.
  public long count(List<? extends Block> blocks, Condition condition)
      throws IOException, QueryException {
    Plan plan = new Plan(condition, new TimeRange(0, Long.MAX_VALUE));
    long count = 0;
    for (Block block : blocks) {
      var scan = new PageScan(block, plan.on(block, () -> {}));
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
