package dev.clew.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.testkit.Allocation;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes come, the reader ends, and takes memory in proportion to them.
class HostileRequestTest {
  static LongStream seeds() {
    return LongStream.range(0, Effort.of(200, 20_000));
  }

  /// Reads bytes and uses every part of what it gets.
  private static SpanBatch read(byte[] bytes) throws MalformedException {
    SpanBatch batch = OtlpReader.read(bytes, bytes.length);
    for (int row = 0; row < batch.attributes().size(); row++) {
      ModelSpans.value(batch, row);
    }
    byte[] written = OtlpWriter.write(batch);
    assertThat(OtlpReader.read(written, written.length).size()).isEqualTo(batch.size());
    return batch;
  }

  private static boolean isStorable(SpanBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.spans().problem(row) != SpanProblem.NONE) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void read_requestCutOffAtAnyByte_isMalformedOrShorter(long seed) throws Exception {
    byte[] whole = StrangeRequests.request(new Gen(seed)).toByteArray();
    int spans = OtlpReader.read(whole, whole.length).size();

    for (int length = 0; length < whole.length; length++) {
      try {
        assertThat(read(Arrays.copyOf(whole, length)).size())
            .as("%d bytes", length)
            .isLessThan(spans);
      } catch (MalformedException e) {
        assertThat(e).hasMessageContaining("at byte");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_flippedBits_isWhatPublishedClassesReadOrMalformed(long seed) {
    var gen = new Gen(seed);
    byte[] request = StrangeRequests.request(gen).toByteArray();
    for (int round = 0; round < 50; round++) {
      byte[] flipped = request.clone();
      for (int flips = gen.random().nextInt(1, 4); flips > 0; flips--) {
        flipped[gen.random().nextInt(flipped.length)] ^= (byte) (1 << gen.random().nextInt(8));
      }
      compareWithPublishedClasses(flipped, "seed " + seed + " round " + round);
    }
  }

  private static void compareWithPublishedClasses(byte[] bytes, String what) {
    try {
      ExportTraceServiceRequest oracle = ExportTraceServiceRequest.parseFrom(bytes);
      SpanBatch batch = read(bytes);
      if (isStorable(batch)) {
        assertThat(ModelSpans.spans(batch)).as(what).isEqualTo(OtlpProto.spans(oracle));
      }
    } catch (InvalidProtocolBufferException _) {
      readOrMalformed(bytes); // they want UTF-8 where this reader does not
    } catch (MalformedException e) {
      // Numbers with more bytes than they need, which they cut.
      assertThat(e).as(what).hasMessageFindingMatch("field number needs|varint needs at most 10");
    }
  }

  private static void readOrMalformed(byte[] bytes) {
    try {
      read(bytes);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_randomBytes_isMalformedOrRead(long seed) {
    var gen = new Gen(seed);
    for (int round = 0; round < 50; round++) {
      byte[] bytes = gen.bytes(200);
      if (bytes.length > 0 && gen.chance(0.7)) {
        bytes[0] = Tags.RESOURCE_SPANS;
      }
      readOrMalformed(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647", // the largest int
    "2147483648", // 2 GiB, negative as an int
    "4294967295", // -1 as an int
    "-1", // the largest unsigned
    "9223372036854775807"
  })
  void read_lengthThatIsALie_isMalformedWithoutAllocation(long length) {
    for (int tags = 1; tags <= 4; tags++) {
      var request = new ProtoWriter();
      int[] marks = new int[tags];
      for (int at = 0; at < tags - 1; at++) {
        marks[at] = request.begin(at == 0 ? Tags.RESOURCE_SPANS : Tags.ITEMS);
      }
      request.varint(Tags.ITEMS, length);
      for (int at = tags - 2; at >= 0; at--) {
        request.end(marks[at]);
      }
      assertMalformed(request.toBytes(), "length must fit", 1 << 20);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0a | message needs 1 bytes more
          0a 01 | length must fit
          0a ffffffff07 | length must fit
          0a 80808080808080808080 01 | varint needs at most 10 bytes
          0b | message needs 1 bytes more
          0e | field needs wire type 0 to 3 or 5
          00 | field number needs 1 to 2^29-1
          0d 00 | message needs 4 bytes more
          09 00000000 | message needs 8 bytes more
          0a 02 0a 05 | length must fit
          0a 02 12 05 | length must fit
          0a 04 12 02 0a 05 | length must fit
          0a 04 12 02 12 05 | length must fit
          0a 06 12 04 12 02 0a 05 | length must fit
          0a 06 12 04 12 02 39 00 | message needs 8 bytes more
          0a 06 12 04 12 02 4a 05 | length must fit
          0a 08 12 06 12 04 4a 02 0a 05 | length must fit
          0a 0a 12 08 12 06 4a 04 12 02 0a 05 | length must fit
          0a 0a 12 08 12 06 4a 04 12 02 21 00 | message needs 8 bytes more
          0a 08 12 06 12 04 5a 02 09 00 | message needs 8 bytes more
          0a 08 12 06 12 04 6a 02 0a 05 | length must fit
          0a 08 12 06 12 04 7a 02 12 05 | length must fit
          0a 06 12 04 12 02 0c 00 | field needs wire type 0 to 3 or 5
          0a 06 12 04 12 02 30 80 | message needs 1 bytes more
          """)
  void read_bytesThatAreNoRequest_saysWhatTheyNeed(String hex, String message) {
    assertMalformed(HexFormat.of().parseHex(hex.replace(" ", "")), message, 1 << 20);
  }

  /// Checks that a request is malformed, and that so much memory is enough to see it.
  private static void assertMalformed(byte[] request, String message, long memory) {
    long allocated =
        Allocation.bytes(() -> {
          try {
            OtlpReader.read(request, request.length);
            fail("needs to be malformed");
          } catch (MalformedException e) {
            assertThat(e).hasMessageContaining(message);
          }
        });
    assertThat(allocated).isLessThan(memory);
  }

  private static byte[] requestOf(int tag, byte[] content) {
    var span = new ProtoWriter();
    span.bytes(tag, content);
    return spanOf(span);
  }

  /// A request with an attribute of so many arrays or maps in one another.
  private static byte[] nested(int depth, boolean isMap) {
    AttributeValue value = new AttributeValue.Int(1);
    for (int at = 0; at < depth; at++) {
      value =
          isMap
              ? new AttributeValue.Map(List.of(new Attribute("k", value)))
              : new AttributeValue.Array(List.of(value));
    }
    var attribute = new ProtoWriter();
    EncodedValues.write(attribute, Tags.VALUE, value);
    return requestOf(Tags.ATTRIBUTES, attribute.toBytes());
  }

  @Test
  void read_valuesAsDeepAsAllowed_areRead() throws Exception {
    for (boolean isMap : new boolean[] {false, true}) {
      byte[] request = nested(EncodedValues.MAX_DEPTH, isMap);

      SpanBatch batch = OtlpReader.read(request, request.length);

      assertThat(ModelSpans.value(batch, 0).toString()).contains("Int[value=1]");
    }
  }

  @ParameterizedTest
  @CsvSource({"33, false", "33, true", "100, false", "100, true"})
  void read_valuesTooDeep_isMalformed(int depth, boolean isMap) {
    assertMalformed(nested(depth, isMap), "must not nest deeper than 32", 1 << 20);
  }

  @Test
  void read_valuesAHundredThousandDeep_isMalformedBeforeTheStackEnds() {
    byte[] bytes = new byte[4 << 20];
    int start = bytes.length;
    for (int depth = 1; depth < 100_000; depth++) {
      start = prepend(bytes, start, Tags.ARRAY_VALUE);
      start = prepend(bytes, start, Tags.VALUES);
    }
    start = prepend(bytes, start, Tags.ARRAY_VALUE);
    start = prepend(bytes, start, Tags.VALUE);
    byte[] attribute = Arrays.copyOfRange(bytes, start, bytes.length);

    assertMalformed(requestOf(Tags.ATTRIBUTES, attribute), "must not nest deeper", 1 << 20);
  }

  /// Puts a tag and a length before all that starts at `content`; returns where the field starts.
  private static int prepend(byte[] bytes, int content, int tag) {
    var head = new ProtoWriter();
    head.varint(tag, bytes.length - content);
    head.copyTo(bytes, content - head.size());
    return content - head.size();
  }

  @Test
  void read_aMillionEmptyResources_takesNoRows() throws Exception {
    byte[] request = new byte[2_000_000];
    for (int at = 0; at < request.length; at += 2) {
      request[at] = Tags.RESOURCE_SPANS;
    }

    long allocated = Allocation.bytes(() -> assertSize(request, 0));

    assertThat(allocated).isLessThan(1 << 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {Tags.EVENTS, Tags.LINKS, Tags.ATTRIBUTES})
  void read_millionsOfEmptyRows_isMalformedBeforeTheyFillTheMemory(int tag) {
    int count = 4_000_000;
    byte[] rows = new byte[2 * count];
    for (int at = 0; at < rows.length; at += 2) {
      rows[at] = (byte) tag;
    }
    var span = new ProtoWriter();
    span.raw(rows, 0, rows.length);

    // Columns double, and while they do the old stands beside the new.
    assertMalformed(spanOf(span), "so many and so empty", 40L * rows.length);
  }

  @Test
  void read_millionsOfEmptySpans_isMalformedBeforeTheyFillTheMemory() {
    byte[] spans = new byte[8_000_000];
    for (int at = 0; at < spans.length; at += 2) {
      spans[at] = Tags.ITEMS;
    }
    var request = new ProtoWriter();
    int resource = request.begin(Tags.RESOURCE_SPANS);
    request.bytes(Tags.ITEMS, spans);
    request.end(resource);

    assertMalformed(request.toBytes(), "so many and so empty", 40L * spans.length);
  }

  @Test
  void read_strangeFieldsOfEveryKind_takeMemoryInProportion() throws Exception {
    byte[] strange = new byte[3_000_000];
    for (int at = 0; at < strange.length; at += 3) {
      strange[at] = (byte) 0xa0; // field 20, varint
      strange[at + 1] = 1;
    }
    var span = new ProtoWriter();
    span.bytes(Tags.TRACE_ID, new byte[16]);
    span.raw(strange, 0, strange.length);
    byte[] request = spanOf(span);

    long allocated = Allocation.bytes(() -> assertSize(request, 1));

    assertThat(allocated).isLessThan(8L * request.length);
  }

  private static byte[] spanOf(ProtoWriter fields) {
    var request = new ProtoWriter();
    int resource = request.begin(Tags.RESOURCE_SPANS);
    int scope = request.begin(Tags.ITEMS);
    request.bytes(Tags.ITEMS, fields.toBytes());
    request.end(scope);
    request.end(resource);
    return request.toBytes();
  }

  private static void assertSize(byte[] request, int spans) {
    try {
      assertThat(OtlpReader.read(request, request.length).size()).isEqualTo(spans);
    } catch (MalformedException e) {
      fail(e);
    }
  }

  @Test
  void read_malformed_costsNoStackTrace() {
    assertThatThrownBy(() -> OtlpReader.read(new byte[] {0x0a, 5}, 2))
        .isInstanceOf(MalformedException.class)
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }
}
