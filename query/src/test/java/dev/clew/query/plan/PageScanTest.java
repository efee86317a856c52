package dev.clew.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.Requests;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.StoreView;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Conditions on the rows of a sealed block, against each row's values looked at alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageScanTest {
  private static final int TRACES = 60;
  private static final int SPANS_A_TRACE = 90;

  private EmbeddedStore store;
  private StoreView view;
  private Block block;
  private final List<Column> columns = new ArrayList<>();

  @BeforeAll
  void seal(@TempDir Path folder) throws IOException {
    store =
        EmbeddedStore.open(StoreSettings.of(folder), InstantSource.system(), StoreListener.NONE);
    var traces = new TraceGen(new Gen(5));
    for (int trace = 0; trace < TRACES; trace++) {
      store.append(TenantId.DEFAULT, Requests.of(traces.trace(SPANS_A_TRACE)));
    }
    store.seal();
    view = store.view(TenantId.DEFAULT, TimeRange.ALL);
    block = view.blocks().getFirst();
    for (ColumnKey key : block.columns()) {
      columns.add(block.column(key).orElseThrow());
    }
    columns.sort(Comparator.comparing(column -> column.key().toString()));
  }

  @AfterAll
  void close() throws IOException {
    view.close();
    store.close();
  }

  static IntStream seeds() {
    return IntStream.range(0, Effort.of(800, 40_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void select_anyCondition_findsTheRowsThatPass(int seed) throws IOException {
    var gen = new Gen(seed);
    RowTest test = test(gen, 3);
    var scan = new PageScan(block, test);

    for (int page = 0; page < block.pageCount(); page++) {
      int rows = block.firstRow(page + 1) - block.firstRow(page);
      var found = BitSet.valueOf(scan.select(page));
      assertThat(found).as("%s", test).isEqualTo(passing(test, page, rows));
    }
  }

  @Test
  void select_block_hasMorePagesThanOne() {
    assertThat(block.pageCount()).isGreaterThan(1);
  }

  private RowTest test(Gen gen, int depth) throws IOException {
    return switch (depth == 0 ? 0 : gen.random().nextInt(6)) {
      case 0, 1 -> values(gen);
      case 2 -> new RowTest.Not(test(gen, depth - 1));
      case 3 -> new RowTest.Either(tests(gen, depth - 1));
      default -> new RowTest.All(tests(gen, depth - 1));
    };
  }

  private List<RowTest> tests(Gen gen, int depth) throws IOException {
    var terms = new ArrayList<RowTest>();
    for (int term = gen.random().nextInt(2, 5); term > 0; term--) {
      terms.add(test(gen, depth));
    }
    return terms;
  }

  /// A condition that few rows pass, or many.
  private RowTest values(Gen gen) throws IOException {
    Column column = gen.oneOf(columns);
    var page = new ColumnPage();
    column.read(gen.random().nextInt(block.pageCount()), page);
    if (page.size() == 0 || gen.chance(0.1)) {
      return new RowTest.Values(column, new ValueTest.Every());
    }
    long one = page.values()[gen.random().nextInt(page.size())];
    long other = gen.chance(0.5) ? one : page.values()[gen.random().nextInt(page.size())];
    return new RowTest.Values(
        column,
        new ValueTest.Integers(Math.min(one, other), Math.max(one, other), gen.chance(0.8)));
  }

  private BitSet passing(RowTest test, int page, int rows) throws IOException {
    var passing = new BitSet();
    switch (test) {
      case RowTest.Nothing _ -> {}
      case RowTest.Everything _ -> passing.set(0, rows);
      case RowTest.Values(var column, var values) -> {
        var read = new ColumnPage();
        column.read(page, read);
        for (int at = 0; at < read.size(); at++) {
          if (values.holds(read.values()[at])) {
            passing.set(read.rows()[at] - block.firstRow(page));
          }
        }
      }
      case RowTest.Not(var inner) -> {
        passing.set(0, rows);
        passing.andNot(passing(inner, page, rows));
      }
      case RowTest.All(var terms) -> {
        passing.set(0, rows);
        for (RowTest term : terms) {
          passing.and(passing(term, page, rows));
        }
      }
      case RowTest.Either(var terms) -> {
        for (RowTest term : terms) {
          passing.or(passing(term, page, rows));
        }
      }
    }
    return passing;
  }
}
