package dev.clew.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sets of rows do what `BitSet` does, and never touch a row beyond the last.
class BitsTest {
  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);

  private BitSet randomSet(int rows) {
    var set = new BitSet();
    for (int row = 0; row < rows; row++) {
      set.set(row, random.nextBoolean());
    }
    return set;
  }

  private static long[] bits(BitSet set, int rows) {
    long[] bits = new long[Bits.words(rows)];
    set.stream().forEach(row -> Bits.set(bits, row));
    return bits;
  }

  private static BitSet filled(int rows) {
    var set = new BitSet();
    set.set(0, rows);
    return set;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 200})
  void fill_rows_setsThemAndNoOther(int rows) {
    long[] bits = new long[Bits.words(rows)];

    Bits.fill(bits, rows);

    assertThat(BitSet.valueOf(bits)).isEqualTo(filled(rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 200})
  void and_or_twoSets_areThoseOfBitSet(int rows) {
    BitSet one = randomSet(rows);
    BitSet other = randomSet(rows);
    long[] both = bits(one, rows);
    long[] any = bits(one, rows);

    Bits.and(both, bits(other, rows), Bits.words(rows));
    Bits.or(any, bits(other, rows), Bits.words(rows));

    BitSet expected = (BitSet) one.clone();
    expected.and(other);
    one.or(other);
    assertThat(BitSet.valueOf(both)).isEqualTo(expected);
    assertThat(BitSet.valueOf(any)).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 200})
  void orNot_set_addsWhatItLacks(int rows) {
    BitSet one = randomSet(rows);
    BitSet other = randomSet(rows);
    long[] bits = bits(one, rows);

    Bits.orNot(bits, bits(other, rows), rows);

    other.flip(0, rows);
    one.or(other);
    assertThat(BitSet.valueOf(bits)).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 200})
  void forEach_get_isEmpty_agreeWithTheSet(int rows) {
    BitSet set = randomSet(rows);
    long[] bits = bits(set, rows);
    var seen = new BitSet();

    Bits.forEach(bits, rows, seen::set);

    assertThat(seen).isEqualTo(set);
    assertThat(Bits.isEmpty(bits, Bits.words(rows))).isEqualTo(set.isEmpty());
    for (int row = 0; row < rows; row++) {
      assertThat(Bits.get(bits, row)).isEqualTo(set.get(row));
    }
  }
}
