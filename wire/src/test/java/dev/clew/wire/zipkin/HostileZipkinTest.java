package dev.clew.wire.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.testkit.Allocation;
import dev.clew.testkit.Effort;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zipkin2.codec.SpanBytesEncoder;

/// Whatever bytes come, the reader ends, says no worse than malformed, and takes memory in
/// proportion to them.
class HostileZipkinTest {
  private static final int FLIPS = Effort.of(10_000, 1_000_000);

  private static byte[] read(SpanBytesEncoder encoding, byte[] body) throws MalformedException {
    return switch (encoding) {
      case JSON_V1 -> ZipkinReader.jsonV1(body, 1);
      case THRIFT -> ZipkinReader.thrift(body, 1);
      case JSON_V2 -> ZipkinReader.jsonV2(body, 1);
      case PROTO3 -> ZipkinReader.proto3(body, 1);
      default -> throw new IllegalArgumentException(encoding.name());
    };
  }

  private static void readOrMalformed(SpanBytesEncoder encoding, byte[] body) {
    try {
      byte[] otlp = read(encoding, body);
      assertThat(ModelSpans.spans(OtlpReader.read(otlp, otlp.length))).isNotNull();
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] body(SpanBytesEncoder encoding, long seed) {
    return encoding.encodeList(List.of(new ZipkinGen(seed).span(), new ZipkinGen(-seed).span()));
  }

  @ParameterizedTest
  @EnumSource
  void body_cutOffAnywhere_isMalformed(SpanBytesEncoder encoding) {
    byte[] body = body(encoding, 1);
    // Of protobuf a list of one span is the start of a list of two.
    boolean isProto = encoding == SpanBytesEncoder.PROTO3;
    int firstSpan = isProto ? encoding.encodeList(List.of(new ZipkinGen(1).span())).length : -1;

    for (int length = 1; length < body.length; length++) {
      byte[] part = Arrays.copyOf(body, length);
      if (length != firstSpan) {
        assertThatThrownBy(() -> read(encoding, part))
            .as("%d of %d bytes", length, body.length)
            .isInstanceOf(MalformedException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void body_withFlippedBits_isReadOrMalformed(SpanBytesEncoder encoding) {
    var random = new SplittableRandom(7);
    byte[][] bodies =
        LongStream.range(0, 50).mapToObj(seed -> body(encoding, seed)).toArray(byte[][]::new);
    for (int flip = 0; flip < FLIPS; flip++) {
      byte[] body = bodies[flip % bodies.length].clone();
      for (int bits = random.nextInt(1, 4); bits > 0; bits--) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readOrMalformed(encoding, body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void body_ofRandomBytes_isReadOrMalformed(SpanBytesEncoder encoding) {
    var random = new SplittableRandom(8);
    for (int at = 0; at < FLIPS; at++) {
      byte[] body = new byte[1 + random.nextInt(64)];
      random.nextBytes(body);
      body[0] = new byte[] {'[', 10, 12}[random.nextInt(3)];
      readOrMalformed(encoding, body);
    }
  }

  @Test
  void jsonThatNests_isMalformedBeforeTheStackEnds() {
    for (String open : List.of("[", "{\"a\":", "[{\"x\":[", "[{\"tags\":{\"a\":")) {
      readOrMalformed(SpanBytesEncoder.JSON_V2, open.repeat(100_000).getBytes(UTF_8));
      readOrMalformed(SpanBytesEncoder.JSON_V1, open.repeat(100_000).getBytes(UTF_8));
    }
  }

  @Test
  void annotationThatNests_isPlainText() throws Exception {
    String value = "x|" + "{\\\"a\\\":".repeat(5_000) + "}".repeat(5_000) + "|0";
    String json =
        "[{\"traceId\":\"a\",\"id\":\"1\",\"annotations\":[{\"timestamp\":1,\"value\":\""
            + value
            + "\"}]}]";

    byte[] otlp = ZipkinReader.jsonV2(json.getBytes(UTF_8), 1);

    assertThat(ModelSpans.spans(OtlpReader.read(otlp, otlp.length)).getFirst().events())
        .allMatch(event -> event.attributes().size() == 1)
        .allMatch(event -> event.attributes().getFirst().key().equals("zipkin.annotation"));
  }

  @Test
  void sidesThatRepeatALongName_areMalformedBeforeTheyFillMemory() {
    var json = new StringBuilder("[{\"traceId\":\"a\",\"id\":\"1\",\"name\":\"");
    json.append("n".repeat(1 << 20)).append("\",\"annotations\":[");
    for (int service = 0; service < 10_000; service++) {
      json.append(service == 0 ? "" : ",")
          .append(
              "{\"timestamp\":1,\"value\":\"x\",\"endpoint\":{\"serviceName\":\"s%d\"}}"
                  .formatted(service));
    }
    byte[] body = json.append("]}]").toString().getBytes(UTF_8);

    assertThatThrownBy(() -> ZipkinReader.jsonV1(body, 1))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("8 times the body's size");
  }

  @Test
  void span_ofTooManyTags_isMalformed() {
    var json = new StringBuilder("[{\"traceId\":\"a\",\"id\":\"1\",\"tags\":{\"a\":\"\"");
    for (int tag = 0; tag < ZipkinSpan.MAX_PARTS; tag++) {
      json.append(",\"").append(tag).append("\":\"\"");
    }

    assertThatThrownBy(() -> ZipkinReader.jsonV2(json.append("}}]").toString().getBytes(UTF_8), 1))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than 65536 tags or annotations");
  }

  @ParameterizedTest
  @EnumSource
  void body_thatIsLarge_takesMemoryInProportion(SpanBytesEncoder encoding) {
    byte[] body = encoding.encodeList(new ZipkinGen(3).spans(1 << 14));

    long bytes = Allocation.bytes(() -> readOnly(encoding, body));

    assertThat(bytes).isLessThan(50L * body.length);
  }

  private static void readOnly(SpanBytesEncoder encoding, byte[] body) {
    try {
      read(encoding, body);
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }
}
