package dev.clew.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.traceql.Operator;
import dev.clew.store.ColumnPage;
import dev.clew.store.PageBounds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a test does to a whole page is what it says of each value.
class ValueTestTest {
  private static final int FIRST_ROW = 100;
  private static final Operator[] OPERATORS =
      EnumSet.range(Operator.EQUAL, Operator.NOT_MATCHES).toArray(Operator[]::new);

  static IntStream seeds() {
    return IntStream.range(0, 3000);
  }

  /// Edges, and numbers that are often equal.
  private static long number(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MIN_VALUE + random.nextInt(2);
      case 1 -> Long.MAX_VALUE - random.nextInt(2);
      case 2 -> Double.doubleToRawLongBits(random.nextInt(-3, 4) / 2.0);
      case 3 -> Double.doubleToRawLongBits(random.nextBoolean() ? Double.NaN : -0.0);
      default -> random.nextInt(-4, 8);
    };
  }

  private static BitSet codes(SplittableRandom random) {
    return BitSet.valueOf(new long[] {random.nextInt(256)});
  }

  private static ValueTest test(SplittableRandom random) {
    Operator operator = OPERATORS[random.nextInt(OPERATORS.length)];
    return switch (random.nextInt(6)) {
      case 0 -> new ValueTest.Every();
      case 1 -> new ValueTest.Codes(codes(random));
      case 2 -> new ValueTest.Numbers(codes(random), 5);
      case 3 -> Bounds.reals(operator, random.nextInt(-3, 4) / 2.0);
      case 4 -> Bounds.integers(operator, number(random));
      default -> new ValueTest.Integers(number(random), number(random), random.nextBoolean());
    };
  }

  private static ColumnPage page(SplittableRandom random, boolean areCodes) {
    var page = new ColumnPage();
    int spread = random.nextInt(0, 4);
    if (spread == 0) {
      int first = FIRST_ROW + random.nextInt(3) * 32;
      Arrays.setAll(page.fill(first, 170), _ -> value(random, areCodes));
    }
    for (int row = FIRST_ROW; page.size() < 70; row += random.nextInt(spread)) {
      page.add(row, value(random, areCodes));
    }
    return page;
  }

  private static long value(SplittableRandom random, boolean areCodes) {
    return areCodes ? random.nextInt(3, 9) : number(random);
  }

  private static LongStream values(ColumnPage page) {
    return LongStream.of(page.values()).limit(page.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mark_page_marksTheRowsOfValuesThatHold(int seed) {
    var random = new SplittableRandom(seed);
    ValueTest test = test(random);
    ColumnPage page = page(random, test instanceof ValueTest.Codes);
    long[] bits = new long[8];

    test.mark(page, FIRST_ROW, bits);

    var expected = new BitSet();
    for (int at = 0; at < page.size(); at++) {
      if (test.holds(page.values()[at])) {
        expected.set(page.rows()[at] - FIRST_ROW);
      }
    }
    assertThat(BitSet.valueOf(bits)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mayHold_boundsOfAPage_isTrueWhereSomeValueHolds(int seed) {
    var random = new SplittableRandom(seed);
    ValueTest test = test(random);
    ColumnPage page = page(random, test instanceof ValueTest.Codes);
    long min = values(page).min().orElseThrow();
    long max = values(page).max().orElseThrow();

    if (!test.mayHold(new PageBounds(min, max))) {
      assertThat(values(page).filter(test::holds)).isEmpty();
    }
    assertThat(test.mayHold(PageBounds.EMPTY)).isFalse();
  }

  @Test
  void mayHold_boundsThatRuleItOut_isFalse() {
    var bounds = new PageBounds(5, 9);

    assertThat(Bounds.integers(Operator.GREATER, 9).mayHold(bounds)).isFalse();
    assertThat(Bounds.integers(Operator.LESS, 5).mayHold(bounds)).isFalse();
    assertThat(Bounds.integers(Operator.EQUAL, 4).mayHold(bounds)).isFalse();
    assertThat(Bounds.integers(Operator.NOT_EQUAL, 7).mayHold(new PageBounds(7, 7))).isFalse();
    assertThat(new ValueTest.Codes(BitSet.valueOf(new long[] {0b1100})).mayHold(bounds)).isFalse();
    assertThat(new ValueTest.Numbers(BitSet.valueOf(new long[] {1}), 10).mayHold(bounds)).isFalse();
    assertThat(Bounds.reals(Operator.GREATER, 1.0).mayHold(new PageBounds(0, 9))).isFalse();
  }
}
