package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BitPackingTest {
  static IntStream widths() {
    return IntStream.rangeClosed(0, 64);
  }

  private static long[] random(int count, int width, long base) {
    var random = new SplittableRandom(width);
    long[] values = new long[count];
    Arrays.setAll(values, _ -> base + (width == 0 ? 0 : random.nextLong() >>> (64 - width)));
    return values;
  }

  private static long[] unpacked(ByteSource in, Slice slice, long base, int width)
      throws CorruptBlockException {
    long[] values = new long[slice.size()];
    BitPacking.unpack(in, slice, base, width, values);
    return values;
  }

  @ParameterizedTest
  @MethodSource("widths")
  void unpack_whatWasPacked_givesItBack(int width) throws CorruptBlockException {
    for (int count = 0; count < 200; count++) {
      long[] values = random(count, width, 0);
      var out = new ByteSink();

      BitPacking.pack(NumberRun.of(values, 0, count), 0, width, out);

      assertThat(out.size()).isEqualTo((count * width + 7) / 8);
      assertThat(unpacked(Sources.of(out), Slice.all(count), 0, width)).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  void unpack_withSmallestPossibleBase_givesItBack(int width) throws CorruptBlockException {
    long[] values = random(100, width, Long.MIN_VALUE);
    var out = new ByteSink();

    BitPacking.pack(NumberRun.of(values, 0, 100), Long.MIN_VALUE, width, out);

    assertThat(unpacked(Sources.of(out), Slice.all(100), Long.MIN_VALUE, width)).isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void unpack_betweenOtherBytes_takesItsOwnOnly(int width) throws CorruptBlockException {
    long[] values = random(77, width, 5);
    var out = new ByteSink();
    out.int8(0xff);
    BitPacking.pack(NumberRun.of(values, 0, 77), 5, width, out);
    out.int8(0xaa);
    ByteSource in = Sources.of(out);
    in.int8();

    assertThat(unpacked(in, Slice.all(77), 5, width)).isEqualTo(values);
    assertThat(in.int8()).isEqualTo(0xaa);
  }

  @Test
  void unpack_moreThanThereIs_isRefused() {
    var out = new ByteSink();
    BitPacking.pack(NumberRun.of(new long[] {1, 2, 3}, 0, 3), 0, 11, out);

    assertThatThrownBy(() -> unpacked(Sources.of(out), Slice.all(4), 0, 11))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("needs 6 bytes more, has 5");
  }

  @Test
  void width_ofNumber_isThatOfItsHighestBit() {
    assertThat(BitPacking.width(0)).isZero();
    assertThat(BitPacking.width(1)).isEqualTo(1);
    assertThat(BitPacking.width(255)).isEqualTo(8);
    assertThat(BitPacking.width(-1)).isEqualTo(64);
  }
}
