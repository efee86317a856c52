package dev.clew.wire.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of Zipkin's spans in protobuf and Thrift, from bytes written by hand.
class ZipkinBytesTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  private static List<Span> spans(byte[] otlp) throws MalformedException {
    return ModelSpans.spans(OtlpReader.read(otlp, otlp.length));
  }

  @Test
  void proto3_byHand_isRead() throws Exception {
    byte[] list =
        bytes(
            """
            0a 61
              0a 08 0000000000000001
              12 08 0000000000000003
              1a 08 0000000000000002
              20 04
              2a 03 474554
              31 e803000000000000
              38 02
              42 09 0a01 61 1204 0a000001
              4a 06 0a01 62 20d23f
              52 0c 09 e903000000000000 1201 78
              5a 06 0a01 6b 1201 76
              60 01
              68 01
              f207 01 61
            """);

    assertThat(list[1]).isEqualTo((byte) (list.length - 2));
    Span span = spans(ZipkinReader.proto3(list, 0)).getFirst();

    assertThat(span.traceId().low()).isEqualTo(1);
    assertThat(span.spanId().bits()).isEqualTo(2);
    assertThat(span.parentSpanId()).hasToString("0000000000000003");
    assertThat(span.kind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.name()).isEqualTo("get");
    assertThat(span.startNanos()).isEqualTo(1_000_000);
    assertThat(span.endNanos()).isEqualTo(1_002_000);
    assertThat(span.resource().serviceName()).isEqualTo("a");
    assertThat(span.events()).containsExactly(new SpanEvent(1_001_000, "x", List.of(), 0));
    assertThat(span.attributes())
        .containsExactly(
            Attribute.of("network.local.address", "10.0.0.1"),
            Attribute.of("peer.service", "b"),
            Attribute.of("network.peer.port", 8146),
            Attribute.of("zipkin.debug", true),
            Attribute.of("zipkin.shared", true),
            Attribute.of("k", "v"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12 00                                     | Expected a PROTO3 encoded list
          7b                                        | Expected a PROTO3 encoded list
          0a 01                                     | length must fit
          0a ffffffff07                             | length must fit
          0a ffffffffffffffffffffff                 | varint needs at most 10 bytes
          0a 00                                     | Missing: traceId
          0a 0a 0a08 0000000000000001               | Missing: id
          0a 0a 0a08 0000000000000000               | Missing: traceId
          0a 13 0a11 0102030405060708090a0b0c0d0e0f1011 | trace_id needs at most 16 bytes
          0a 0b 1a09 010203040506070809             | id needs at most 8 bytes
          0a 0b 1209 010203040506070809             | parent_id needs at most 8 bytes
          0a 09 42 07 12 05 0a00000101              | ipv4 needs at most 4 bytes
          0a 02 31 00                               | message needs 8 bytes more
          0a 02 52 7f                               | length must fit
          0a 01 0f                                  | field needs wire type
          0a 01 0c                                  | field needs wire type
          0a 04 3a 02 08 01 | Missing: traceId
          0a 02 20 80 | message needs 1 bytes more
          0a 06 42 04 12 02 0a | length must fit
          0a 09 42 07 1a 05 0a00000101 | Missing: traceId
          0a 05 5a 03 0a 05 61 | length must fit
          0a 03 08 01 00 | field number needs 1 to 2^29-1
          0a 06 0a 04 00000001 | Missing: id
          0a 02 28 01 | Missing: traceId
          08 01 | Expected a PROTO3 encoded list
          0a 05 42 03 20 ffff | message needs 1 bytes more
          """)
  void proto3_thatIsNoSpan_saysWhatItNeeds(String hex, String message) {
    assertThatThrownBy(() -> ZipkinReader.proto3(bytes(hex), 0))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  /// A span whose client and server both noted when they sent and received, as Finagle sent them.
  @Test
  void thrift_byHand_isReadAsTwoSides() throws Exception {
    String front = "0c0003 08 0001 0a000001 06 0002 0050 0b 0003 00000001 66 00 00";
    String back = "0c0003 0b 0003 00000001 62 00 00";
    String note = "0a 0001 %016x 0b 0002 00000002 %s %s";
    byte[] list =
        bytes(
            "0c 00000001"
                + "0a 0001 0000000000000001 0b 0003 00000003 474554 0a 0004 0000000000000002"
                + "0f 0006 0c 00000004"
                + note.formatted(1000, "6373", front)
                + note.formatted(1001, "7372", back)
                + note.formatted(1003, "7373", back)
                + note.formatted(1004, "6372", front)
                + "0f 0008 0c 00000001"
                + "0b 0001 00000001 6b 0b 0002 00000002 0007 08 0003 00000002"
                + back.replace("0c0003", "0c0004")
                + "02 0009 01 0a 000c 0000000000000009 00");

    List<Span> spans = spans(ZipkinReader.thrift(list, 0));

    assertThat(spans).hasSize(2).allMatch(span -> span.traceId().high() == 9);
    Span client = spans.getFirst();
    Span server = spans.getLast();
    assertThat(client.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(client.durationNanos()).isEqualTo(4_000);
    assertThat(client.attributes())
        .contains(
            Attribute.of("network.local.address", "10.0.0.1"),
            Attribute.of("network.local.port", 80),
            Attribute.of("zipkin.debug", true));
    assertThat(server.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(server.spanId()).isEqualTo(client.spanId());
    assertThat(server.startNanos()).isEqualTo(1_001_000);
    assertThat(server.durationNanos()).isEqualTo(2_000);
    assertThat(server.attributes())
        .contains(Attribute.of("zipkin.shared", true), Attribute.of("k", "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "00, 01, true",
    "00, 00, false",
    "01, cafe, cafe",
    "02, fffe, -2",
    "03, 7fffffff, 2147483647",
    "04, ffffffffffffffff, -1",
    "05, 3ff8000000000000, 1.5",
    "06, 78, x",
    "63, 78, x"
  })
  void thriftTag_ofEachType_isText(String type, String value, String text) throws Exception {
    byte[] list =
        bytes(
            "0c 00000001 0a 0001 0000000000000001 0a 0004 0000000000000002 0f 0008 0c 00000001"
                + "0b 0001 00000001 6b 0b 0002 %08x".formatted(value.length() / 2)
                + value
                + "08 0003 000000"
                + type
                + " 00 00");

    assertThat(spans(ZipkinReader.thrift(list, 7)).getFirst().attributes())
        .contains(Attribute.of("k", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0b 00000001                              | Expected a THRIFT encoded list
          5b 5d                                    | Expected a THRIFT encoded list
          0c                                       | value needs 4 bytes more
          0c 7fffffff                              | size must fit in the 0 bytes left
          0c ffffffff 00                           | size must fit
          0c 00000002 00                           | size must fit
          0c 00000001 00                           | Missing: traceId
          0c 00000000 00                           | body needs to be one list
          0c 00000001 0a 0001 00                   | value needs 8 bytes more
          0c 00000001 0b 0003 7fffffff             | length must fit
          0c 00000001 0b 0003 ffffffff             | length must fit
          0c 00000001 0f 0006 0c 7fffffff 00       | size must fit
          0c 00000001 0f 0006 0b 00000001 00000000 | list needs elements of type 12
          0c 00000001 01 0003 00                   | value needs a type from 2 to 15
          0c 00000001 f1 0003 00                   | value needs a type from 2 to 15
          0c 00000001 0d 0063 0b 0b 7fffffff       | size must fit
          0c 00000001 0f 0063 05 00000001 00       | value needs a type from 2 to 15
          0c 00000001 0a 0001 0000000000000001 00 | Missing: id
          0c 00000001 0b 0001 00000001 61 00 | Missing: traceId
          0c 00000001 0f 0008 0c ffffffff | size must fit
          0c 00000001 0f 0008 0c 00000001 0b 0002 7fffffff | length must fit
          0c 00000001 0e 0063 0c 7fffffff | size must fit
          0f 00000001 00 | Expected a THRIFT encoded list
          0c 00000001 0a 0001 0000000000000001 0a 0004 0000000000000002 00 00 | body needs to be one list
          """)
  void thrift_thatIsNoSpan_saysWhatItNeeds(String hex, String message) {
    assertThatThrownBy(() -> ZipkinReader.thrift(bytes(hex), 0))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }
}
