package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HexDigitsTest {
  @Test
  void eight_digits_areTheirNumber() {
    var random = new SplittableRandom(3);
    for (int time = 0; time < 1000; time++) {
      int number = random.nextInt();
      assertThat(eight(String.format("%08x", number))).isEqualTo(Integer.toUnsignedLong(number));
    }
  }

  @Test
  void eight_anyOtherByteAmongThem_areNone() {
    for (int place = 0; place < 8; place++) {
      for (int other = 0; other < 256; other++) {
        byte[] text = "09afe123".getBytes(StandardCharsets.ISO_8859_1);
        text[place] = (byte) other;
        boolean isDigit = "0123456789abcdef".indexOf(other) >= 0;
        assertThat(HexDigits.eight(ByteSource.int64(text, 0)) >= 0).isEqualTo(isDigit);
      }
    }
  }

  private static long eight(String text) {
    return HexDigits.eight(ByteSource.int64(text.getBytes(StandardCharsets.ISO_8859_1), 0));
  }
}
