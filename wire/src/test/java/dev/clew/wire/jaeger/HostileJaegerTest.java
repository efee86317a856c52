package dev.clew.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.testkit.Allocation;
import dev.clew.testkit.Effort;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import io.jaegertracing.thriftjava.Batch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever bytes come, the reader ends, says no worse than malformed, and takes memory in
/// proportion to them.
class HostileJaegerTest {
  private static final int FLIPS = Effort.of(10_000, 1_000_000);
  private static final int BOMB_BYTES = 1 << 20;

  private static void readOrMalformed(JaegerBytes form, byte[] body) {
    try {
      byte[] otlp = form.translate(body);
      assertThat(OtlpReader.read(otlp, otlp.length)).isNotNull();
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static Batch batch(long seed) {
    Batch batch = new JaegerGen(seed).batch(3);
    return batch.getSpansSize() == 0 ? batch(seed + 1000) : batch;
  }

  @ParameterizedTest
  @EnumSource
  void body_cutOffAnywhere_isMalformed(JaegerBytes form) throws TException {
    byte[] body = form.write(batch(1));

    for (int length = form == JaegerBytes.PROTO ? 1 : 0; length < body.length; length++) {
      byte[] part = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> form.read(part))
          .as("%d of %d bytes", length, body.length)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void body_withFlippedBits_isReadOrMalformed(JaegerBytes form) throws TException {
    var random = new SplittableRandom(7);
    byte[][] bodies = new byte[50][];
    for (int at = 0; at < bodies.length; at++) {
      bodies[at] = form.write(batch(at));
    }
    for (int flip = 0; flip < FLIPS; flip++) {
      byte[] body = bodies[flip % bodies.length].clone();
      for (int bits = random.nextInt(1, 4); bits > 0; bits--) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readOrMalformed(form, body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void body_ofRandomBytes_isReadOrMalformed(JaegerBytes form) throws TException {
    var random = new SplittableRandom(8);
    byte[] head = Arrays.copyOf(form.write(batch(1)), 24);
    for (int at = 0; at < FLIPS; at++) {
      byte[] body = new byte[24 + random.nextInt(64)];
      random.nextBytes(body);
      System.arraycopy(head, 0, body, 0, random.nextInt(head.length));
      readOrMalformed(form, body);
    }
  }

  /// A batch of nothing but zeroes, each of which is an empty span, tag, log or reference.
  @ParameterizedTest
  @CsvSource({
    "0c000100 0f00020c,                  value needs 1 bytes more",
    "0c0001 0f00020c,                    tag needs a key",
    "0c000100 0f00020c 00000001 0f00060c, more than 65536 references",
    "0c000100 0f00020c 00000001 0f000b0c, value needs 1 bytes more"
  })
  void listOfEmptyParts_isMalformedWithinBounds(String head, String message) {
    byte[] start = HexFormat.of().parseHex(head.replace(" ", ""));
    ByteBuffer bomb = ByteBuffer.allocate(BOMB_BYTES).put(start);
    bomb.putInt(bomb.remaining() - Integer.BYTES);

    assertMalformedWithinBounds(JaegerBytes.THRIFT, bomb.array(), message);
  }

  private static void assertMalformedWithinBounds(JaegerBytes form, byte[] bomb, String message) {
    long bytes =
        Allocation.bytes(() ->
            assertThatThrownBy(() -> form.translate(bomb))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message));

    // An empty span of one byte makes 200 bytes of objects, forgotten before the next one.
    assertThat(bytes).isLessThan(250L * bomb.length);
  }

  @Test
  void processOfEmptyTags_isMalformedWithinBounds() {
    var out = new ProtoWriter();
    int batch = out.begin(1 << 3 | 2);
    int process = out.begin(2 << 3 | 2);
    for (int at = 0; at < BOMB_BYTES / 2; at++) {
      out.end(out.begin(2 << 3 | 2));
    }
    out.end(process);
    out.end(batch);

    assertMalformedWithinBounds(JaegerBytes.PROTO, out.toBytes(), "more than 65536 tags");
  }

  @Test
  void spansThatTakeTurnsWithALargeProcess_areMalformedWithinBounds() {
    var out = new ProtoWriter();
    int batch = out.begin(1 << 3 | 2);
    int process = out.begin(2 << 3 | 2);
    out.bytes(1 << 3 | 2, new byte[BOMB_BYTES]);
    out.end(process);
    for (int at = 0; at < 1_000; at++) {
      int span = out.begin(1 << 3 | 2);
      if (at % 2 == 0) {
        out.end(out.begin(10 << 3 | 2));
      }
      out.end(span);
    }
    out.end(batch);

    assertMalformedWithinBounds(JaegerBytes.PROTO, out.toBytes(), "8 times the body's size");
  }

  @Test
  void structsThatNest_areMalformedBeforeTheStackEnds() {
    byte[] bomb = new byte[300_000];
    for (int at = 0; at < bomb.length; at += 3) {
      bomb[at] = 12;
      bomb[at + 2] = 9;
    }

    assertMalformedWithinBounds(JaegerBytes.THRIFT, bomb, "nest deeper than 32");
  }

  @ParameterizedTest
  @EnumSource
  void body_thatIsLarge_takesMemoryInProportion(JaegerBytes form) throws TException {
    byte[] body = form.write(new JaegerGen(3).batch(1 << 14));

    long bytes = Allocation.bytes(() -> readOrMalformed(form, body));

    assertThat(bytes).isLessThan(100L * body.length);
  }
}
