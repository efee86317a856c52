package dev.clew.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.clew.testkit.Allocation;
import dev.clew.testkit.Gen;
import dev.clew.wire.proto.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {
  private static final int MAX = 1 << 20;
  private static final byte[] TEXT =
      "spans and spans and ".repeat(500).getBytes(StandardCharsets.UTF_8);

  private static byte[] joined(byte[]... parts) throws IOException {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void inflate_whatWasCompressed_isTheSame(Encoding encoding) throws Exception {
    var gen = new Gen(1);
    for (int most : new int[] {0, 1, 1000, 200_000}) {
      byte[] body = gen.bytes(most);

      byte[] inflated = Inflation.inflate(Compression.compress(body, encoding), encoding, MAX);

      assertThat(inflated).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void inflate_withRoom_takesIt(Encoding encoding) throws Exception {
    byte[] room = new byte[MAX];
    Arrays.fill(room, (byte) 7);

    Inflation.Inflated inflated =
        Inflation.inflate(Compression.compress(TEXT, encoding), encoding, MAX, room);

    assertThat(inflated.bytes()).isSameAs(room);
    assertThat(inflated.toBytes()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void inflate_withTooLittleRoom_takesMore(Encoding encoding) throws Exception {
    byte[] room = new byte[100];

    Inflation.Inflated inflated =
        Inflation.inflate(Compression.compress(TEXT, encoding), encoding, MAX, room);

    assertThat(inflated.bytes()).isNotSameAs(room);
    assertThat(inflated.toBytes()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void inflate_withMoreRoomThanTheLimit_isRefused(Encoding encoding) {
    byte[] body = Compression.compress(TEXT, encoding);

    assertThatThrownBy(() -> Inflation.inflate(body, encoding, TEXT.length - 1, new byte[MAX]))
        .isInstanceOf(TooLargeException.class);
  }

  @Test
  void inflate_identity_isTheSameArray() throws Exception {
    assertThat(Inflation.inflate(TEXT, Encoding.IDENTITY, TEXT.length)).isSameAs(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void inflate_exactlyTheLimit_passes(Encoding encoding) throws Exception {
    byte[] body = Compression.compress(TEXT, encoding);

    assertThat(Inflation.inflate(body, encoding, TEXT.length)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void inflate_oneByteOverTheLimit_isTooLarge(Encoding encoding) {
    byte[] body = Compression.compress(TEXT, encoding);

    assertThatThrownBy(() -> Inflation.inflate(body, encoding, TEXT.length - 1))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("must not be larger than " + (TEXT.length - 1) + " bytes");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void inflate_bomb_takesNoMoreMemoryThanTheLimitAsks(Encoding encoding) {
    boolean isWeak = encoding == Encoding.SNAPPY || encoding == Encoding.LZ4;
    byte[] bomb = Compression.compress(new byte[isWeak ? 16 << 20 : 256 << 20], encoding);
    assertThat(bomb).hasSizeLessThan(MAX);

    long allocated = Allocation.bytes(() -> assertTooLarge(bomb, encoding));

    int block = encoding == Encoding.LZ4 ? 4 << 20 : 0; // one as large as LZ4 allows
    assertThat(allocated).isLessThan(4L * MAX + 2L * bomb.length + block);
  }

  private static void assertTooLarge(byte[] bomb, Encoding encoding) {
    try {
      Inflation.inflate(bomb, encoding, MAX);
      fail("the limit needs to stop it");
    } catch (TooLargeException e) {
      assertThat(e).hasMessageContaining(Integer.toString(MAX));
    } catch (MalformedException e) {
      fail(e);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void inflate_cutOffAtAnyByte_isMalformed(Encoding encoding) {
    byte[] body = Compression.compress(TEXT, encoding);

    for (int length = 0; length < body.length; length++) {
      byte[] part = Arrays.copyOf(body, length);
      if (length == 0 && encoding == Encoding.ZSTD) {
        continue; // no frame at all is a whole stream of no frames
      }
      assertThatThrownBy(() -> Inflation.inflate(part, encoding, MAX))
          .as("%d of %d bytes", length, body.length)
          .isInstanceOf(MalformedException.class)
          .hasMessageStartingWith("body needs to be whole " + encoding);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD", "LZ4"})
  void inflate_twoStreamsInOne_areBothInflated(Encoding encoding) throws Exception {
    byte[] one = Compression.compress(TEXT, encoding);

    byte[] inflated = Inflation.inflate(joined(one, one), encoding, MAX);

    assertThat(inflated).isEqualTo(joined(TEXT, TEXT));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void inflate_secondStreamCutOffAtAnyByte_isMalformed(Encoding encoding) throws Exception {
    byte[] one = Compression.compress(TEXT, encoding);

    for (int length = one.length + 1; length < 2 * one.length; length++) {
      byte[] part = Arrays.copyOf(joined(one, one), length);
      assertThatThrownBy(() -> Inflation.inflate(part, encoding, MAX))
          .as("%d of %d bytes", length, 2 * one.length)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void inflate_garbage_isMalformed(Encoding encoding) {
    for (long seed = 0; seed < 100; seed++) {
      byte[] garbage = new Gen(seed).bytes(100);
      byte[] body = garbage.length == 0 ? new byte[] {1} : garbage;
      assertThatThrownBy(() -> Inflation.inflate(body, encoding, MAX))
          .as("seed %d", seed)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void inflate_garbageBehindTheStream_isMalformed(Encoding encoding) throws Exception {
    byte[] body =
        joined(Compression.compress(TEXT, encoding), "garbage".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> Inflation.inflate(body, encoding, MAX))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void inflate_bodyCompressedTwice_takesOffOneLayer() throws Exception {
    byte[] once = Compression.compress(TEXT, Encoding.GZIP);
    byte[] twice = Compression.compress(once, Encoding.GZIP);

    assertThat(Inflation.inflate(twice, Encoding.GZIP, MAX)).isEqualTo(once);
  }

  @Test
  void inflate_gzipWithAWrongChecksum_isMalformed() {
    byte[] body = Compression.compress(TEXT, Encoding.GZIP);
    body[body.length - 8] ^= 1;

    assertThatThrownBy(() -> Inflation.inflate(body, Encoding.GZIP, MAX))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9, 19})
  void inflate_anyUsualZstdLevel_isTheSame(int level) throws Exception {
    assertThat(Inflation.inflate(Zstd.compress(TEXT, level), Encoding.ZSTD, MAX)).isEqualTo(TEXT);
  }

  @Test
  void inflate_zstdThatAsksForAHugeWindow_isMalformed() {
    byte[] large = new byte[32 << 20];
    try (var context = new ZstdCompressCtx()) {
      context.setWindowLog(27).setLong(27).setContentSize(false);
      byte[] body = context.compress(large);

      assertThatThrownBy(() -> Inflation.inflate(body, Encoding.ZSTD, MAX))
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining("memory");
    }
  }
}
