package dev.clew.wire.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.clew.testkit.Gen;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoWriterTest {
  private static final int TEXT = 1 << 3 | WireType.LENGTH;
  private static final int INNER = 2 << 3 | WireType.LENGTH;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fields_anyNumbers_areWhatPublishedClassesRead(long seed) throws Exception {
    var gen = new Gen(seed);
    long number = gen.random().nextLong() >>> gen.random().nextInt(64);
    int small = gen.random().nextInt();
    byte[] some = gen.bytes(300);
    int field = 1 << gen.random().nextInt(29);
    var out = new ProtoWriter(0);

    out.varint(field << 3 | WireType.VARINT, number);
    out.fixed64(field << 3 | WireType.FIXED64, number);
    out.fixed32(field << 3 | WireType.FIXED32, small);
    out.bytes(field << 3 | WireType.LENGTH, some);

    assertThat(UnknownFieldSet.parseFrom(out.toBytes()).getField(field))
        .isEqualTo(
            Field.newBuilder()
                .addVarint(number)
                .addFixed64(number)
                .addFixed32(small)
                .addLengthDelimited(ByteString.copyFrom(some))
                .build());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 2_097_151, 2_097_152})
  void end_messageOfAnyLength_hasItsLengthBeforeIt(int length) throws Exception {
    byte[] content = new byte[length];
    var out = new ProtoWriter(0);
    int mark = out.begin(INNER);
    out.raw(content, 0, length);

    out.end(mark);

    assertThat(UnknownFieldSet.parseFrom(out.toBytes()).getField(2).getLengthDelimitedList())
        .containsExactly(ByteString.copyFrom(content));
  }

  @Test
  void end_messagesInMessages_areWhole() throws Exception {
    var out = new ProtoWriter(0);
    int outer = out.begin(INNER);
    for (int at = 0; at < 3; at++) {
      int inner = out.begin(INNER);
      out.text(TEXT, "x".repeat(200 * at));
      out.end(inner);
    }
    out.text(TEXT, "behind");
    out.end(outer);

    var message = UnknownFieldSet.parseFrom(out.toBytes()).getField(2).getLengthDelimitedList();
    var read = UnknownFieldSet.parseFrom(message.getFirst());
    assertThat(read.getField(2).getLengthDelimitedList()).hasSize(3);
    assertThat(read.getField(1).getLengthDelimitedList())
        .containsExactly(ByteString.copyFromUtf8("behind"));
  }

  @Test
  void text_notAscii_isUtf8() throws Exception {
    var out = new ProtoWriter();

    out.text(TEXT, "Grüße 中文 👨‍👩‍👧");

    assertThat(UnknownFieldSet.parseFrom(out.toBytes()).getField(1).getLengthDelimitedList())
        .containsExactly(ByteString.copyFromUtf8("Grüße 中文 👨‍👩‍👧"));
  }

  @Test
  void bytes_partOfAnArray_isThatPart() throws Exception {
    var out = new ProtoWriter();

    out.bytes(TEXT, new byte[] {1, 2, 3, 4}, 1, 2);

    assertThat(UnknownFieldSet.parseFrom(out.toBytes()).getField(1).getLengthDelimitedList())
        .containsExactly(ByteString.copyFrom(new byte[] {2, 3}));
  }

  @Test
  void clear_afterWriting_startsAnew() {
    var out = new ProtoWriter();
    out.varint(1000);
    out.clear();

    out.varint(5);

    assertThat(out.size()).isEqualTo(1);
    assertThat(out.toBytes()).containsExactly(5);
  }

  @Test
  void copyTo_offset_leavesWhatIsBefore() {
    var out = new ProtoWriter();
    out.varint(5);
    byte[] target = {1, 2, 3};

    out.copyTo(target, 1);

    assertThat(target).containsExactly(1, 5, 3);
  }
}
