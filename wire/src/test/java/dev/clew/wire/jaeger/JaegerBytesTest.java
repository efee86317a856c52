package dev.clew.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.wire.proto.MalformedException;
import io.jaegertracing.thriftjava.Batch;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of Jaeger's batches in each form, from bytes written by hand and by Thrift's own
/// codecs.
class JaegerBytesTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  private static void assertIsThatSpan(Span span) {
    assertThat(span.traceId().high()).isEqualTo(2);
    assertThat(span.traceId().low()).isEqualTo(1);
    assertThat(span.spanId().bits()).isEqualTo(3);
    assertThat(span.parentSpanId()).hasToString("0000000000000004");
    assertThat(span.name()).isEqualTo("x");
    assertThat(span.flags()).isEqualTo(1);
    assertThat(span.startNanos()).isEqualTo(1_000_000);
    assertThat(span.endNanos()).isEqualTo(1_002_000);
    assertThat(span.resource().serviceName()).isEqualTo("a");
    assertThat(span.attributes()).containsExactly(Attribute.of("k", 7));
    assertThat(span.events()).containsExactly(new SpanEvent(1_001_000, "e", List.of(), 0));
  }

  @Test
  void thrift_byHand_isRead() throws Exception {
    byte[] batch =
        bytes(
            """
            0c 0001  0b 0001 00000001 61  00
            0f 0002  0c 00000001
              0a 0001 0000000000000001
              0a 0002 0000000000000002
              0a 0003 0000000000000003
              0a 0004 0000000000000004
              0b 0005 00000001 78
              08 0007 00000001
              0a 0008 00000000000003e8
              0a 0009 0000000000000002
              0f 000a  0c 00000001
                0b 0001 00000001 6b  08 0002 00000003  0a 0006 0000000000000007  00
              0f 000b  0c 00000001
                0a 0001 00000000000003e9
                0f 0002  0c 00000001
                  0b 0001 00000005 6576656e74  08 0002 00000000  0b 0003 00000001 65  00
                00
              00
            0a 0003 0000000000000009
            00
            """);

    assertIsThatSpan(JaegerBytes.THRIFT.read(batch).getFirst());
  }

  @ParameterizedTest
  @CsvSource({"81", "21"}) // one way, and a call that waits for no answer
  void compact_byHand_isRead(String head) throws Exception {
    byte[] packet =
        bytes(
            """
            82 %s 00 09 656d69744261746368
            1c
              1c  18 01 61  00
              19 1c
                16 02  16 04  16 06  16 08
                18 01 78
                25 02
                16 d00f
                16 04
                19 1c  18 01 6b  15 06  46 0e  00
                19 1c  16 d20f  19 1c  18 05 6576656e74  15 00  18 01 65  00  00
                00
              00
            00
            """
                .formatted(head));

    assertIsThatSpan(JaegerBytes.COMPACT.read(packet).getFirst());
  }

  @Test
  void proto_byHand_isReadThoughItsProcessComesLast() throws Exception {
    byte[] request =
        bytes(
            """
            0a 6e
              0a 67
                0a 10 00000000000000020000000000000001
                12 08 0000000000000003
                1a 01 78
                22 1c  0a 10 00000000000000020000000000000001  12 08 0000000000000004
                28 01
                32 04 10 c0843d
                3a 03 10 d00f
                42 07 0a 01 6b 10 02 28 07
                4a 12  0a 04 10 a88c3d  12 0a  0a 05 6576656e74 1a 01 65
              12 03 0a 01 61
            """);

    assertIsThatSpan(JaegerBytes.PROTO.read(request).getFirst());
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void batch_inEachForm_isTheSame(long seed) throws Exception {
    Batch batch = new JaegerGen(seed).batch(6);

    List<Span> spans = JaegerBytes.THRIFT.read(JaegerBytes.THRIFT.write(batch));

    assertThat(spans).hasSize(batch.getSpansSize());
    for (JaegerBytes form : JaegerBytes.values()) {
      assertThat(form.read(form.write(batch))).as("%s, seed %d", form, seed).isEqualTo(spans);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          THRIFT  | 00                                       | needs a process and spans
          THRIFT  | 0f 0002 0c 00000000 00                   | needs its process before its spans
          THRIFT  | 0c 0001 00 0f 0002 0c 7fffffff           | size must fit
          THRIFT  | 0c 0001 00 0f 0002 0c ffffffff           | size must fit
          THRIFT  | 0c 0001 0b 0001 7fffffff                 | length must fit
          THRIFT  | 0c 0001 00 0f 0002 08 00000001 00000000 00 | list needs elements of type 12
          THRIFT  | 0c 0001 00 0f 0002 0c 00000000 00 00     | needs to end with its batch
          THRIFT  | 0c 0001 0f 0002 0c 00000001 00 00        | tag needs a key
          THRIFT  | 0c 0001 0f 0002 0c 00000001 0b 0001 00000000 08 0002 00000005 00 00 | tag needs a type
          COMPACT | 80 81                                    | needs to start with 82
          COMPACT | 82 82                                    | needs version 1
          COMPACT | 82 41 00 09 656d69744261746368           | needs to be a call, got type 2
          COMPACT | 82 81 00 01 78                           | needs to be emitBatch
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 fc ffffffff07 | size must fit
          BINARY  | 8002 0004                                | needs version 1
          BINARY  | 8001 0001 00000001 78 00000000           | needs to be emitBatch
          BINARY  | 7fffffff                                 | length must fit
          PROTO   | 0a 01                                    | length must fit
          PROTO   | 0a 05 0a 03 0a 01 01                     | trace_id needs 8 or 16 bytes
          PROTO   | 0a 05 0a 03 12 01 01                     | span_id needs 8 bytes
          PROTO   | 0a 06 0a 04 42 02 10 05                  | key-value needs a type
          THRIFT  | 0c 0001 0b 0001 ffffffff | length must fit
          THRIFT  | 0c 0001 01 0001 00 | value needs a type from 2 to 15
          THRIFT  | 0c 0001 f0 0001 00 | value needs a type from 2 to 15
          THRIFT  | 0c 0001 0f 0002 0c 7fffffff | size must fit
          THRIFT  | 0c 0001 00 0f 0002 0c 00000001 0a 0001 00 | value needs 8 bytes more
          THRIFT  | 0c 0001 00 0f 0002 0c 00000001 0b 0005 7fffffff | length must fit
          THRIFT  | 0c 0001 00 0f 0002 0c 00000001 0f 0006 0c 7fffffff | size must fit
          THRIFT  | 0c 0001 00 0f 0002 0c 00000001 0f 000a 0c 00000001 08 0002 00000005 00 | tag needs a key
          THRIFT  | 0c 0001 00 0f 0002 0c 00000001 0f 000a 0b 00000001 | size must fit
          THRIFT  | 0c 0001 00 0f 0002 0c 00000001 0f 000b 0c 00000001 0f 0002 0c ffffffff | size must fit
          THRIFT  | 0c 0001 00 0d 0063 0b 0b 7fffffff | size must fit
          THRIFT  | 0c 0001 00 0f 0002 0c 00000002 00 | size must fit
          COMPACT | 82 81 ffffffffffffffffffffff | varint needs at most 10 bytes
          COMPACT | 82 21 00 ffffffff0f 78 | length must fit
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 18 7f | length must fit
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 18 ffffffff0f | length must fit
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 1d | type needs 0 to 12
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 18 00 | list needs elements of type 12
          COMPACT | 82 81 00 09 656d69744261746368 1c 19 0c 00 | batch needs a process and spans
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 1c 16 ffffffffffffffffffffff | varint needs at most 10 bytes
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 1c 1e | type needs 0 to 12
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 2c 00 | size must fit
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 19 1c 15 0a 00 | value needs 1 bytes more
          COMPACT | 02 81 | message needs to start with 82
          COMPACT | 82 61 00 09 656d69744261746368 | message needs to be a call
          COMPACT | 82 81 00 00 | message needs to be emitBatch or emitZipkinBatch
          COMPACT | 82 81 00 09 656d69744261746368 1c 1c 00 19 1c 19 1c 18 01 78 47 00 | value needs 8 bytes more
          BINARY  | 80010001 7fffffff | length must fit
          BINARY  | 80010001 00000009 656d69744261746368 | value needs 4 bytes more
          BINARY  | 80010002 00000009 656d69744261746368 00000000 | message needs to be a call
          BINARY  | 80010001 00000009 656d69744261746368 00000000 | value needs 1 bytes more
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 | value needs 1 bytes more
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 00 00 | batch needs a process and spans
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 0b 0001 7fffffff | length must fit
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 0b 0001 ffffffff | length must fit
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 00 0f 0002 0c 7fffffff | size must fit
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 00 0f 0002 08 00000001 00000000 | list needs elements of type 12
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0f 0002 0c 00000000 | batch needs its process before its spans
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 00 0f 0002 0c 00000001 0a 0001 00 | value needs 8 bytes more
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 00 0f 0002 0c 00000001 0f 000a 0c 00000001 00 | tag needs a key
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 01 0001 00 | value needs a type from 2 to 15
          BINARY  | 80010001 00000009 656d69744261746368 00000000 0c 0001 0c 0001 0d 0063 0b 0b 7fffffff | size must fit
          BINARY  | 00000009 656d69744261746368 02 00000000 | message needs to be a call
          BINARY  | 00000001 78 01 00000000 | message needs to be emitBatch or emitZipkinBatch
          PROTO   | 0a ffffffff07 | length must fit
          PROTO   | 0a ffffffffffffffffffffff | varint needs at most 10 bytes
          PROTO   | 0a 02 0a 05 | length must fit
          PROTO   | 0a 04 12 02 0a 05 | length must fit
          PROTO   | 0a 05 0a 03 1a 05 61 | length must fit
          PROTO   | 0a 07 0a 05 22 03 0a 01 01 | trace_id needs 8 or 16 bytes
          PROTO   | 0a 07 0a 05 22 03 12 01 01 | span_id needs 8 bytes
          PROTO   | 0a 05 0a 03 32 01 08 | message needs 1 bytes more
          PROTO   | 0a 06 0a 04 32 02 08 80 | message needs 1 bytes more
          PROTO   | 0a 05 0a 03 3a 01 10 | message needs 1 bytes more
          PROTO   | 0a 06 0a 04 4a 02 12 05 | length must fit
          PROTO   | 0a 08 0a 06 4a 04 12 02 10 05 | key-value needs a type from 0 to 4
          PROTO   | 0a 06 12 04 12 02 10 05 | key-value needs a type from 0 to 4
          PROTO   | 0a 05 0a 03 42 01 31 | message needs 8 bytes more
          PROTO   | 0a 06 0a 04 42 02 31 00 | message needs 8 bytes more
          PROTO   | 0a 06 0a 04 52 02 0a 05 | length must fit
          PROTO   | 0a 03 0a 01 0c | field needs wire type 0 to 3 or 5
          PROTO   | 08 01 0a 01 | length must fit
          """)
  void body_thatIsNoBatch_saysWhatItNeeds(JaegerBytes form, String hex, String message) {
    assertThatThrownBy(() -> form.translate(bytes(hex)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }
}
