package dev.clew.query.discover;

import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.run.Gaps;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gathers the values that the rows of a block have of a field. Owned by one thread.
final class BlockValues {
  private static final int CODES_A_CHECK = 1024;

  private final Block block;
  private final AskedValues asked;
  private final Firsts<Value> into;
  private final Gaps gaps;
  private final Checkpoint checkpoint;
  private final ColumnPage buffer = new ColumnPage();

  /// A row in the upper half, the number of a value in the lower.
  private long[] pairs = new long[16];

  private int pairCount;

  BlockValues(
      Block block, AskedValues asked, Firsts<Value> into, Gaps gaps, Checkpoint checkpoint) {
    this.block = block;
    this.asked = asked;
    this.into = into;
    this.gaps = gaps;
    this.checkpoint = checkpoint;
  }

  /// All values that a dictionary has, which nobody has counted.
  void list(Source source) throws IOException, QueryException {
    if (source.meaning() instanceof Source.Coded coded) {
      look(source.column(), coded, (_, value) -> into.add(value, 0));
      return;
    }
    for (int code = 0; code < source.codeCount(); code++) {
      if (code % CODES_A_CHECK == 0) {
        checkpoint.check();
      }
      for (Value value : source.meaning().of(code)) {
        if (asked.has(value)) {
          into.add(value, 0);
        }
      }
    }
  }

  private interface Taker {
    void take(int code, Value value);
  }

  /// Looks through a dictionary for what is asked for.
  private void look(Column column, Source.Coded coded, Taker taker)
      throws IOException, QueryException {
    column.look(
        new Column.Viewer<QueryException>() {
          private Optional<Value> bound = into.bound();
          private Walk walk = coded.over(asked.walk(bound));

          @Override
          public Walk walk() {
            if (!into.bound().equals(bound)) {
              bound = into.bound();
              walk = coded.over(asked.walk(bound));
            }
            return walk;
          }

          @Override
          public void see(int code, Dictionary values, int at) throws QueryException {
            if (code % CODES_A_CHECK == 0) {
              checkpoint.check();
            }
            for (Value value : coded.of(values, at)) {
              if (asked.has(value)) {
                taker.take(code, value);
              }
            }
          }
        });
  }

  /// The same source, told only what is asked for, of which there are few.
  Source few(Source source) throws IOException, QueryException {
    if (!(source.meaning() instanceof Source.Coded coded)) {
      return source;
    }
    Map<Long, List<Value>> byCode = new HashMap<>();
    look(
        source.column(),
        coded,
        (code, value) -> byCode.computeIfAbsent((long) code, _ -> new ArrayList<>()).add(value));
    return source.meaning(bits -> byCode.getOrDefault(bits, List.of()));
  }

  /// The values of rows; a row that has a value in several places counts once.
  void count(List<Source> sources, PassingRows passing) throws IOException, QueryException {
    for (int page = 0; page < block.pageCount() && !sources.isEmpty(); page++) {
      checkpoint.check();
      if (passing.isAnyIn(page)) {
        count(sources, page, passing);
      }
    }
  }

  private void count(List<Source> sources, int page, PassingRows passing) throws IOException {
    Map<Value, Integer> numbers = new HashMap<>();
    pairCount = 0;
    for (Source source : sources) {
      try {
        source.column().read(page, buffer);
        gather(source, page, passing, numbers);
      } catch (CorruptBlockException e) {
        gaps.add(e);
      }
    }
    long[] counts = new long[numbers.size()];
    Arrays.sort(pairs, 0, pairCount);
    for (int at = 0; at < pairCount; at++) {
      if (at == 0 || pairs[at] != pairs[at - 1]) {
        counts[(int) pairs[at]]++;
      }
    }
    numbers.forEach((value, number) -> into.add(value, counts[number]));
  }

  private void gather(Source source, int page, PassingRows passing, Map<Value, Integer> numbers)
      throws IOException {
    Map<Long, int[]> known = new HashMap<>();
    for (int at = 0; at < buffer.size(); at++) {
      int row = buffer.rows()[at];
      if (passing.has(page, row)) {
        long bits = buffer.values()[at];
        int[] ofBits = known.get(bits);
        if (ofBits == null) {
          ofBits = numbers(source, bits, numbers);
          known.put(bits, ofBits);
        }
        for (int number : ofBits) {
          add(row, number);
        }
      }
    }
  }

  /// The numbers of the values that bits stand for, as far as they are asked for.
  private int[] numbers(Source source, long bits, Map<Value, Integer> numbers) throws IOException {
    return source.meaning().of(bits).stream()
        .filter(asked::has)
        .mapToInt(value -> numbers.computeIfAbsent(value, _ -> numbers.size()))
        .toArray();
  }

  private void add(int row, int number) {
    if (pairCount == pairs.length) {
      pairs = Arrays.copyOf(pairs, pairCount * 2);
    }
    pairs[pairCount++] = (long) row << 32 | number;
  }
}
