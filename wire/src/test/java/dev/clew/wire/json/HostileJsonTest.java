package dev.clew.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.clew.testkit.Allocation;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever text comes, the reader ends, and takes memory in proportion to it.
class HostileJsonTest {
  private static final String HEAD =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"value\":";
  private static final String TAIL = "}]}]}]}]}";

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(200, 20_000));
  }

  private static byte[] nested(int depth, String before, String after) {
    return (HEAD + before.repeat(depth) + "{}" + after.repeat(depth) + TAIL).getBytes(UTF_8);
  }

  private static byte[] arrays(int depth) {
    return nested(depth, "{\"arrayValue\":{\"values\":[", "]}}");
  }

  private static byte[] maps(int depth) {
    return nested(depth, "{\"kvlistValue\":{\"values\":[{\"value\":", "}]}}");
  }

  private static void readOrMalformed(byte[] json) {
    try {
      byte[] protobuf = OtlpJsonReader.read(json);
      SpanBatch batch = OtlpReader.read(protobuf, protobuf.length);
      for (int row = 0; row < batch.attributes().size(); row++) {
        ModelSpans.value(batch, row);
      }
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void read_valuesAsDeepAsAllowed_areReadAndPassTheNextReader() throws Exception {
    for (byte[] json : List.of(arrays(32), maps(32))) {
      byte[] protobuf = OtlpJsonReader.read(json);

      assertThat(OtlpReader.read(protobuf, protobuf.length).attributes().size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 34, 1000, 100_000})
  void read_valuesTooDeep_areMalformedBeforeTheStackEnds(int depth) {
    for (byte[] json : List.of(arrays(depth), maps(depth))) {
      assertThatThrownBy(() -> OtlpJsonReader.read(json))
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining("must not nest deeper than 32");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void read_unknownMemberTooDeep_isMalformedBeforeTheStackEnds(String open) {
    byte[] json = ("{\"future\":" + open.repeat(100_000)).getBytes(UTF_8);

    assertThatThrownBy(() -> OtlpJsonReader.read(json))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("depth");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void read_requestCutOffAtAnyByte_isMalformed(long seed) throws Exception {
    var gen = new Gen(seed);
    byte[] json = JsonForms.write(OtlpProto.request(List.of(gen.span())), gen);

    for (int length = 0; length < json.length; length++) {
      byte[] part = Arrays.copyOf(json, length);
      assertThatThrownBy(() -> OtlpJsonReader.read(part))
          .as("%d of %d bytes", length, json.length)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_changedBytes_isReadOrMalformed(long seed) throws Exception {
    var gen = new Gen(seed);
    byte[] json = JsonForms.write(OtlpProto.request(List.of(gen.span())), gen);
    for (int round = 0; round < 50; round++) {
      byte[] changed = json.clone();
      for (int changes = gen.random().nextInt(1, 4); changes > 0; changes--) {
        changed[gen.random().nextInt(changed.length)] = (byte) gen.random().nextInt(32, 127);
      }
      readOrMalformed(changed);
    }
  }

  @Test
  void read_millionsOfEmptySpans_takeMemoryInProportion() {
    byte[] json =
        ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + "{},".repeat(2_000_000) + "{}]}]}]}")
            .getBytes(UTF_8);

    long allocated = Allocation.bytes(() -> read(json));

    assertThat(allocated).isLessThan(80L * json.length);
  }

  @Test
  void read_millionsOfUnknownNames_takeMemoryInProportion() {
    var json = new StringBuilder("{");
    for (int at = 0; at < 300_000; at++) {
      json.append("\"u").append(at).append("\":1,");
    }
    byte[] body = json.append("\"end\":1}").toString().getBytes(UTF_8);

    long allocated = Allocation.bytes(() -> read(body));

    assertThat(allocated).isLessThan(80L * body.length);
  }

  private static void read(byte[] json) {
    try {
      assertThat(OtlpJsonReader.read(json)).hasSizeLessThan(json.length);
    } catch (MalformedException e) {
      fail(e);
    }
  }

  @Test
  void read_numberOfAMillionDigits_isMalformed() {
    byte[] number = ("{\"a\":" + "9".repeat(1_000_000) + "}").getBytes(UTF_8);

    assertThatThrownBy(() -> OtlpJsonReader.read(number)).isInstanceOf(MalformedException.class);
  }

  @Test
  void read_textOfAMillionDigits_isMalformed() {
    String number = "{\"doubleValue\":\"" + "9".repeat(1_000_000) + "\"}";

    assertThatThrownBy(() -> OtlpJsonReader.read((HEAD + number + TAIL).getBytes(UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("fits in 64 bits");
  }

  @Test
  void read_nameOfAMillionLetters_isMalformed() {
    byte[] json = ("{\"" + "a".repeat(1_000_000) + "\":1}").getBytes(UTF_8);

    assertThatThrownBy(() -> OtlpJsonReader.read(json)).isInstanceOf(MalformedException.class);
  }
}
