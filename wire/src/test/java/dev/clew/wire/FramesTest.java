package dev.clew.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.wire.proto.MalformedException;
import io.airlift.compress.v3.snappy.SnappyFramedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Snappy and LZ4, byte by byte.
class FramesTest {
  private static final int MAX = 1 << 20;
  private static final int FLIPS = Effort.of(20_000, 2_000_000);

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] framed(byte[] body) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var snappy = new SnappyFramedOutputStream(new SnappyJavaCompressor(), out)) {
      snappy.write(body);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_536, 65_537, 500_000})
  void snappy_framed_isTheSame(int length) throws Exception {
    byte[] body = Arrays.copyOf(new Gen(length).bytes(length), length);

    assertThat(Inflation.inflate(framed(body), Encoding.SNAPPY, MAX)).isEqualTo(body);
  }

  /// As the program of LZ4 and the one of Snappy's format document write them.
  @ParameterizedTest
  @CsvSource({
    "SNAPPY, 05 10 68656c6c6f, hello",
    "SNAPPY, 0a 00 61 2201 00, aaaaaaaaaa",
    "SNAPPY, ff060000734e61507059 01 090000 bb1f1c19 68656c6c6f, hello",
    "SNAPPY, ff060000734e61507059 fe 020000 0000 80 010000 00, ''",
    "SNAPPY, 00, ''",
    "LZ4, 04224d18 64 40 a7 05000080 68656c6c6f 00000000 f97700fb, hello",
    "LZ4, 04224d18 60 40 82 05000080 68656c6c6f 00000000, hello",
    "LZ4, 04224d18 60 40 82 00000000, ''",
  })
  void body_knownByItsBytes_isInflated(Encoding encoding, String hex, String text)
      throws Exception {
    assertThat(Inflation.inflate(bytes(hex), encoding, MAX)).isEqualTo(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "SNAPPY, ff, say its size",
    "SNAPPY, ffffffff0f, say its size",
    "SNAPPY, ffffffffffff, say its size",
    "SNAPPY, 80808008 00 61, cannot become",
    "SNAPPY, 05 10 6865, damaged",
    "SNAPPY, 05 10 68656c6c6f00, damaged",
    "SNAPPY, 04 10 68656c6c6f, damaged",
    "SNAPPY, 0a 00 61 2205 00, damaged",
    "SNAPPY, ff060000734e61507059 01 090000 bb1f1c18 68656c6c6f, checksum",
    "SNAPPY, ff060000734e61507059 01 030000 bb1f1c, needs a checksum",
    "SNAPPY, ff060000734e61507059 01 0a0000 bb1f1c19 68656c6c6f, bytes more",
    "SNAPPY, ff060000734e61507059 02 010000 00, known type",
    "SNAPPY, ff060000734e61507059 ff 010000 00, sNaPpY",
    "SNAPPY, ff060000734e61507059 00 ffffff, bytes more",
    "SNAPPY, ff060000734e61507059 01, bytes more",
    "LZ4, '', bytes more",
    "LZ4, 04224d17, 04 22 4d 18",
    "LZ4, 04224d18, bytes more",
    "LZ4, 04224d18 a0 40 00, version 1",
    "LZ4, 04224d18 61 40 00, no dictionary",
    "LZ4, 04224d18 40 40 c0, independent",
    "LZ4, 04224d18 60 30 00, 64 KiB to 4 MiB",
    "LZ4, 04224d18 60 40 83, header",
    "LZ4, 04224d18 60 40 82, bytes more",
    "LZ4, 04224d18 60 40 82 ffffff7f, bytes more",
    "LZ4, 04224d18 60 40 82 01000100, bytes more",
    "LZ4, 04224d18 60 40 82 05000080 68656c6c6f, bytes more",
    "LZ4, 04224d18 60 40 82 02000000 ffff 00000000, damaged",
    "LZ4, 04224d18 64 40 a7 05000080 68656c6c6f 00000000 f97700f0, checksum",
    "LZ4, 04224d18 60 40 82 00000000 00, bytes more",
  })
  void body_thatIsWrong_isMalformed(Encoding encoding, String hex, String why) {
    assertThatThrownBy(() -> Inflation.inflate(bytes(hex), encoding, MAX))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void snappy_framedAndCutOffInAChunk_isMalformed() throws Exception {
    byte[] whole = framed("spans and spans and spans".repeat(50).getBytes(UTF_8));

    for (int length = 11; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Inflation.inflate(part, Encoding.SNAPPY, MAX))
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SNAPPY", "LZ4"})
  void body_withFlippedBits_isInflatedOrRefused(Encoding encoding) throws Exception {
    var random = new SplittableRandom(3);
    byte[] text = "one span, two spans, three spans and so on".repeat(20).getBytes(UTF_8);
    byte[][] bodies = {Compression.compress(text, encoding), framed(text)};
    for (int flip = 0; flip < FLIPS; flip++) {
      byte[] body = bodies[encoding == Encoding.SNAPPY ? flip % 2 : 0].clone();
      for (int bits = random.nextInt(1, 4); bits > 0; bits--) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      inflateOrRefuse(body, encoding);
    }
  }

  private static void inflateOrRefuse(byte[] body, Encoding encoding) {
    try {
      assertThat(Inflation.inflate(body, encoding, MAX)).hasSizeLessThanOrEqualTo(MAX);
    } catch (MalformedException | TooLargeException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
