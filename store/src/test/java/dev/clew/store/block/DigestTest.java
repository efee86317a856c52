package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The digest of a block counts the rows that the block has.
class DigestTest {
  static final Set<Intrinsic> ALL =
      Set.of(
          Intrinsic.RESOURCE,
          Intrinsic.NAME,
          Intrinsic.KIND,
          Intrinsic.STATUS,
          Intrinsic.START_NANOS,
          Intrinsic.DURATION_NANOS);

  private final MemoryDisk disk = new MemoryDisk();

  private SealedBlock sealed(StoredBlock source) throws IOException {
    Path file = Path.of("/blocks/1.block");
    BlockWriter.write(disk, file, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    return SealedBlock.open(disk, file);
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void digest_ofSealedBlock_countsItsRows(int seed) throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(seed)))) {
      for (Set<Intrinsic> columns :
          List.of(ALL, Set.<Intrinsic>of(), Set.of(Intrinsic.NAME, Intrinsic.DURATION_NANOS))) {
        assertThat(counted(block, columns)).isEqualTo(naive(block, columns));
      }
    }
  }

  @Test
  void digest_whereHardlyTwoRowsAreAlike_isNotThere() throws IOException {
    var source =
        SampleSpans.head(5000, at -> SampleSpans.span(at + 1, at + 1, 0).setName("name " + at));

    try (SealedBlock block = sealed(source)) {
      assertThat(block.digest(ALL)).isEmpty();
    }
  }

  @Test
  void digest_columnsThatWereNotAskedFor_areNotThere() throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(1)))) {
      Digest digest = block.digest(Set.of(Intrinsic.KIND)).orElseThrow();

      assertThat(digest.columns()).containsOnly(Intrinsic.KIND);
      assertThat(digest.column(Intrinsic.NAME)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void column_ofSomeRows_hasTheDigestsValues(int seed) throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(seed)))) {
      Digest digest = block.digest(ALL).orElseThrow();
      for (ColumnKey key : digest.columns()) {
        Column column = digest.column(key).orElseThrow();
        var all = new ColumnPage();
        column.read(0, all);
        for (int row = 0; row < all.size(); row++) {
          assertThat(valueAt(column, row)).as("%s, row %d", key, row).isEqualTo(all.values()[row]);
        }
      }
    }
  }

  /// Of a row of the first page, read alone.
  private static long valueAt(Column column, int row) throws IOException {
    var alone = new ColumnPage();
    column.read(0, new int[] {row}, alone);
    int at = Arrays.binarySearch(alone.rows(), 0, alone.size(), row);
    return alone.values()[at];
  }

  /// By what rows have in common, how many they are; as the block's digest says.
  static Map<List<Object>, Long> counted(SealedBlock block, Set<Intrinsic> columns)
      throws IOException {
    Optional<Digest> digest = block.digest(columns);
    var counts = new HashMap<List<Object>, Long>();
    if (digest.isPresent()) {
      List<List<Object>> rows = rows(digest.get(), columns);
      for (int row = 0; row < rows.size(); row++) {
        counts.merge(rows.get(row), digest.get().count(row), Long::sum);
      }
    }
    return counts;
  }

  private static Map<List<Object>, Long> naive(SealedBlock block, Set<Intrinsic> columns)
      throws IOException {
    var counts = new HashMap<List<Object>, Long>();
    rows(block, columns).forEach(row -> counts.merge(row, 1L, Long::sum));
    return counts;
  }

  private static List<List<Object>> rows(Block block, Set<Intrinsic> columns) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    IntStream.range(0, block.rowCount()).forEach(_ -> rows.add(new ArrayList<>()));
    for (Intrinsic key : columns) {
      Optional<Column> column = block.column(key);
      var page = new ColumnPage();
      for (int number = 0; column.isPresent() && number < block.pageCount(); number++) {
        column.get().read(number, page);
        for (int at = 0; at < page.size(); at++) {
          rows.get(page.rows()[at]).add(rounded(key, page.values()[at]));
        }
      }
    }
    return rows;
  }

  private static long rounded(Intrinsic key, long value) {
    return switch (key) {
      case START_NANOS -> Math.ceilDiv(value, Digest.STEP_NANOS) * Digest.STEP_NANOS;
      case DURATION_NANOS -> {
        long power = 1;
        while (power > 0 && power < value) {
          power *= 2;
        }
        yield power > 0 ? power : Long.MAX_VALUE;
      }
      default -> value;
    };
  }
}
