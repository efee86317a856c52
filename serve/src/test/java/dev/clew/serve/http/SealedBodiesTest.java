package dev.clew.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.collect.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the two examples in section 3 of RFC 8188.
class SealedBodiesTest {
  private static final String WALRUS = "I am the walrus";
  private static final String ONE_RECORD =
      "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg";
  private static final String TWO_RECORDS =
      "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA";

  @TempDir private Path folder = Path.of("unset");
  private Path keys = Path.of("unset");
  private String content = "";

  @BeforeEach
  void writeKeys() throws IOException {
    keys = folder.resolve("keys");
    // The first example has a key without a name, for which a file has no line: its body is given
    // one.
    Files.writeString(keys, "a1 BO3ZVPxUlnLORbVGMpbT1Q==\nfirst yqdlZ+tYemfogSmv7Ws5PQ==\n");
  }

  @Test
  void open_twoRecords_areJoined() {
    assertThat(open(bytes(TWO_RECORDS))).isEqualTo(new Receipt.Stored(1));
    assertThat(content).isEqualTo(WALRUS);
  }

  @Test
  void open_oneRecord_isItsContent() {
    assertThat(open(named("first", bytes(ONE_RECORD)))).isEqualTo(new Receipt.Stored(1));
    assertThat(content).isEqualTo(WALRUS);
  }

  @Test
  void open_anyByteChanged_isRefusedForGoodOrForWantOfAKey() {
    byte[] sealed = bytes(TWO_RECORDS);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThat(open(changed))
          .as("byte " + at)
          .isInstanceOfAny(Receipt.Malformed.class, Receipt.Refused.class);
    }
  }

  @Test
  void open_cutAnywhere_isMalformed() {
    byte[] sealed = bytes(TWO_RECORDS);
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThat(open(cut)).as("cut to " + length).isInstanceOf(Receipt.Malformed.class);
    }
  }

  @Test
  void open_keyThatIsNotThere_isWelcomeLater_andTakenOnceItIs() throws IOException {
    Files.writeString(keys, "");
    assertThat(open(bytes(TWO_RECORDS))).isInstanceOf(Receipt.Refused.class);

    writeKeys();

    assertThat(open(bytes(TWO_RECORDS))).isEqualTo(new Receipt.Stored(1));
  }

  private Receipt open(byte[] sealed) {
    return new SealedBodies(Optional.of(keys))
        .open(
            sealed,
            opened -> {
              content = new String(opened, UTF_8);
              return new Receipt.Stored(1);
            });
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  /// With a key's name put into the header.
  private static byte[] named(String name, byte[] sealed) {
    byte[] named = new byte[sealed.length + name.length()];
    System.arraycopy(sealed, 0, named, 0, 20);
    named[20] = (byte) name.length();
    System.arraycopy(name.getBytes(UTF_8), 0, named, 21, name.length());
    System.arraycopy(sealed, 21, named, 21 + name.length(), sealed.length - 21);
    return named;
  }
}
