package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.block.Presence.Encoding;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresenceTest {
  private static final int FIRST_ROW = 1000;
  private static final Presence.Shapes NO_SHAPES =
      () -> {
        throw new CorruptBlockException("test", 0, "needs no shapes");
      };

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static PageRange page(int rowCount) {
    return PageRange.whole(FIRST_ROW, FIRST_ROW + rowCount);
  }

  private static ByteSink encoded(int rowCount, int... rows) {
    var out = new ByteSink();
    Presence.encode(rows, 0, rows.length, FIRST_ROW, rowCount, out);
    return out;
  }

  private static Encoding encoding(int rowCount, int... rows) {
    return Encoding.values()[encoded(rowCount, rows).array()[0]];
  }

  private static int[] rows(SplittableRandom random, int rowCount) {
    int most = random.nextInt(1, 4);
    double share = random.nextDouble();
    return IntStream.range(FIRST_ROW, FIRST_ROW + rowCount)
        .filter(_ -> random.nextDouble() < share)
        .flatMap(row -> IntStream.generate(() -> row).limit(random.nextInt(1, most + 1)))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncoded_givesItBack(int seed) throws IOException {
    var random = new SplittableRandom(seed);
    int rowCount = random.nextInt(1, 500);
    int[] rows = rows(random, rowCount);
    ByteSource in = Sources.of(encoded(rowCount, rows));

    assertThat(Presence.decode(in, page(rowCount), NO_SHAPES).rows()).isEqualTo(rows);
    assertThat(in.remaining()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_someRows_givesTheirValues(int seed) throws IOException {
    var random = new SplittableRandom(seed);
    int rowCount = random.nextInt(1, 500);
    int[] rows = rows(random, rowCount);
    int from = FIRST_ROW + random.nextInt(rowCount + 1);
    int to = random.nextInt(from, FIRST_ROW + rowCount + 1);
    ByteSource in = Sources.of(encoded(rowCount, rows));

    Presence.Found found =
        Presence.decode(in, new PageRange(FIRST_ROW, FIRST_ROW + rowCount, from, to), NO_SHAPES);

    int before = (int) IntStream.of(rows).filter(row -> row < from).count();
    int[] expected = IntStream.of(rows).filter(row -> row >= from && row < to).toArray();
    assertThat(found.rows()).isEqualTo(expected);
    assertThat(found.values()).isEqualTo(new Slice(rows.length, before, before + expected.length));
    assertThat(in.remaining()).isZero();
  }

  @Test
  void encode_rows_takesTheEncodingThatSuitsThem() {
    var random = new SplittableRandom(1);
    int[] half =
        IntStream.range(FIRST_ROW, FIRST_ROW + 400).filter(_ -> random.nextBoolean()).toArray();

    assertThat(encoding(3, 1000, 1001, 1002)).isEqualTo(Encoding.ALL);
    assertThat(encoding(400, half)).isEqualTo(Encoding.BITMAP);
    assertThat(encoding(4000, 1000, 4999)).isEqualTo(Encoding.DISTANCES);
    assertThat(encoding(3, 1000, 1001, 1001)).isEqualTo(Encoding.DISTANCES);
  }

  @Test
  void decode_rowsThatShapesSay_asksThem() throws IOException {
    var out = new ByteSink();
    out.int8(Encoding.SHAPES.ordinal());

    var said = new Presence.Found.Some(new int[] {0, 2}, Slice.all(2));
    assertThat(Presence.decode(Sources.of(out), PageRange.whole(0, 3), () -> said)).isSameAs(said);
  }

  @Test
  void decode_bitBehindTheLastRow_isRefused() {
    var out = new ByteSink();
    out.int8(Encoding.BITMAP.ordinal());
    out.int8(0b1000);

    assertThatThrownBy(() -> Presence.decode(Sources.of(out), PageRange.whole(0, 3), NO_SHAPES))
        .isInstanceOf(CorruptBlockException.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_randomBytes_givesRowsOfThePageOrIsRefused(int seed) throws IOException {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(1, 40)];
      random.nextBytes(bytes);
      bytes[0] = (byte) random.nextInt(Encoding.values().length + 1);
      bytes[bytes.length / 2] &= 3;
      try {
        int[] rows = Presence.decode(Sources.of(bytes), page(30), NO_SHAPES).rows();
        assertThat(rows).isSorted();
        assertThat(IntStream.of(rows)).allMatch(row -> row >= FIRST_ROW && row < FIRST_ROW + 30);
      } catch (CorruptBlockException e) {
        assertThat(e).hasMessageContaining("corrupt block test");
      }
    }
  }
}
