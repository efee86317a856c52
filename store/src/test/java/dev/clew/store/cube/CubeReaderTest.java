package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CubeReaderTest {
  private static final byte[] GOOD = bytes();

  @Test
  void read_everyTruncation_isRefused() {
    for (int length = 0; length < GOOD.length; length++) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptBlockException.class);
    }
  }

  @Test
  void read_bytesBehind_areRefused() {
    assertThatThrownBy(() -> read(Arrays.copyOf(GOOD, GOOD.length + 1)))
        .hasMessageContaining("corrupt block test")
        .hasMessageContaining("1 bytes behind the cube's end");
  }

  @Test
  void read_otherVersion_isRefused() {
    byte[] other = GOOD.clone();
    other[0]++;

    assertThatThrownBy(() -> read(other)).hasMessageContaining("version 2, expected 1 to 1");
  }

  @Test
  void read_everyBitFlipped_isRefusedOrACube() {
    for (int bit = 0; bit < GOOD.length * Byte.SIZE; bit++) {
      byte[] bytes = GOOD.clone();
      bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertRefusedOrCube(bytes);
    }
  }

  @Test
  void read_bytesOfVersionOne_areTheCubeTheyWere() throws Exception {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "0102030a0904504f5354202f63617274505554202f63617274636172740306000000020209090980"
                    + "fa8fa2010201010000010101fd0250bc0300");

    Cube cube = read(bytes);

    assertThat(cube.toBytes()).isEqualTo(bytes);
    assertThat(RedFeed.series(cube.cells().getLast().key(), cube.words()).name())
        .contains("PUT /cart");
    assertThat(cube.total().count()).isEqualTo(4);
    assertThat(cube.total().errors()).isEqualTo(1);
  }

  @Test
  void read_randomBytes_isRefusedOrACube() {
    var random = new SplittableRandom(17);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      Arrays.fill(bytes, 0, Math.min(2, bytes.length), (byte) 1);
      assertRefusedOrCube(bytes);
    }
  }

  private static void assertRefusedOrCube(byte[] bytes) {
    try {
      byte[] again = read(bytes).toBytes();
      assertThat(read(again).toBytes()).isEqualTo(again);
    } catch (CorruptBlockException e) {
      assertThat(e).hasMessageStartingWith("corrupt block test at byte");
    }
  }

  private static Cube read(byte[] bytes) throws CorruptBlockException {
    return WrittenCube.of(bytes, "test").unfold(new Words());
  }

  private static byte[] bytes() {
    var cube = new Cube(new Words(), 20);
    var random = new SplittableRandom(19);
    for (int at = 0; at < 300; at++) {
      int service = cube.words().code("s" + random.nextInt(3));
      int name = cube.words().code("op" + random.nextInt(8));
      cube.add(service, name, random.nextInt(2), 100 + random.nextInt(2), at % 40, at % 9 == 0);
    }
    return cube.toBytes();
  }
}
