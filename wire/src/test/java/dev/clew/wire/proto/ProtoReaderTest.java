package dev.clew.wire.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.clew.testkit.Gen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoReaderTest {
  private static final int FIELD = 1 << 3;

  private static ProtoReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new ProtoReader(bytes, 0, bytes.length);
  }

  static LongStream numbers() {
    LongStream shifted =
        LongStream.range(0, 64).flatMap(bit -> LongStream.of(1L << bit, (1L << bit) - 1));
    return LongStream.concat(shifted, LongStream.of(0, -1, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void varint_anyNumber_isWhatPublishedClassesWrote(long number) throws Exception {
    byte[] bytes = written(out -> out.writeUInt64NoTag(number));

    assertThat(new ProtoReader(bytes, 0, bytes.length).varint()).isEqualTo(number);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void fixed64_anyNumber_isWhatPublishedClassesWrote(long number) throws Exception {
    byte[] bytes = written(out -> out.writeFixed64NoTag(number));

    assertThat(new ProtoReader(bytes, 0, bytes.length).fixed64()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 0x01020304, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void fixed32_anyNumber_isWhatPublishedClassesWrote(int number) throws Exception {
    byte[] bytes = written(out -> out.writeFixed32NoTag(number));

    assertThat(new ProtoReader(bytes, 0, bytes.length).fixed32()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 1 << 20, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void int32_anyNumber_isWhatPublishedClassesWrote(int number) throws Exception {
    byte[] bytes = written(out -> out.writeInt32NoTag(number));

    assertThat(new ProtoReader(bytes, 0, bytes.length).int32()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 2047, 2048, (1 << 29) - 1})
  void tag_anyFieldNumber_isReadWithItsWireType(int number) throws Exception {
    byte[] bytes = written(out -> out.writeTag(number, WireType.FIXED32));

    assertThat(new ProtoReader(bytes, 0, bytes.length).tag())
        .isEqualTo(number << 3 | WireType.FIXED32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "05", "07", "80 00", "ff ff ff ff 7f", "ff ff ff ff ff 01"})
  void tag_fieldNumberOutOfRange_isMalformed(String hex) {
    assertThatThrownBy(() -> reader(hex).tag())
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("field number needs 1 to 2^29-1")
        .hasMessageEndingWith("at byte 0");
  }

  @Test
  void varint_tenBytes_isTheMost() throws Exception {
    assertThat(reader("ff ff ff ff ff ff ff ff ff 01").varint()).isEqualTo(-1);
  }

  @Test
  void varint_elevenBytes_isMalformed() {
    assertThatThrownBy(() -> reader("ff ff ff ff ff ff ff ff ff ff 01").varint())
        .isInstanceOf(MalformedException.class)
        .hasMessage("varint needs at most 10 bytes, got more at byte 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "ff ff ff"})
  void varint_cutOff_isMalformed(String hex) {
    assertThatThrownBy(() -> reader(hex).varint())
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("message needs 1 bytes more, has 0");
  }

  @Test
  void fixed_cutOff_isMalformed() {
    assertThatThrownBy(() -> reader("01 02 03 04 05 06 07").fixed64())
        .isInstanceOf(MalformedException.class)
        .hasMessage("message needs 8 bytes more, has 7 at byte 0");
    assertThatThrownBy(() -> reader("01 02 03").fixed32())
        .isInstanceOf(MalformedException.class)
        .hasMessage("message needs 4 bytes more, has 3 at byte 0");
  }

  @ParameterizedTest
  @CsvSource({
    "02 aa, 2", // one more than there is
    "80 80 80 80 08 aa, 2147483648", // 2 GiB
    "ff ff ff ff ff ff ff ff 7f aa, 9223372036854775807",
    "ff ff ff ff ff ff ff ff ff 01 aa, 18446744073709551615" // -1
  })
  void length_longerThanWhatIsLeft_isMalformed(String hex, String length) {
    assertThatThrownBy(() -> reader(hex).length())
        .isInstanceOf(MalformedException.class)
        .hasMessage("length must fit in the 1 bytes that are left, got " + length + " at byte 0");
  }

  @Test
  void length_ofInnerMessage_endsWithThatMessage() throws Exception {
    ProtoReader in = reader("02 02 aa bb");
    in.enter();

    assertThatThrownBy(in::length)
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("must fit in the 1 bytes");
  }

  @Test
  void leave_messageNotReadToItsEnd_goesOnBehindIt() throws Exception {
    ProtoReader in = reader("03 01 02 03 04");
    int outer = in.enter();
    in.varint();

    in.leave(outer);

    assertThat(in.position()).isEqualTo(4);
    assertThat(in.varint()).isEqualTo(4);
    assertThat(in.hasMore()).isFalse();
  }

  @Test
  void window_outsideTheArray_isTheCallersMistake() {
    ProtoReader in = reader("01 02");

    assertThatThrownBy(() -> in.window(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> in.window(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void window_ofPart_endsWhereThePartEnds() throws Exception {
    ProtoReader in = reader("01 02 03 04");
    in.window(1, 3);

    assertThat(in.varint()).isEqualTo(2);
    assertThat(in.varint()).isEqualTo(3);
    assertThatThrownBy(in::varint).isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "08 96 01 7f, 3", // varint
    "09 01 02 03 04 05 06 07 08 7f, 9", // fixed64
    "0a 03 01 02 03 7f, 5", // bytes
    "0d 01 02 03 04 7f, 5", // fixed32
    "0b 10 01 0c 7f, 4", // group
    "0b 0b 0c 13 14 0c 7f, 6" // groups in a group
  })
  void skip_anyField_standsBehindIt(String hex, int position) throws Exception {
    ProtoReader in = reader(hex);

    in.skip(in.tag());

    assertThat(in.position()).isEqualTo(position);
    assertThat(in.varint()).isEqualTo(0x7f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0c", "0e", "0f", "0b 14", "0b 10 01", "0a 02 01", "09 01 02", "0d 01"})
  void skip_fieldThatIsNotWhole_isMalformed(String hex) throws Exception {
    ProtoReader in = reader(hex);
    int tag = in.tag();

    assertThatThrownBy(() -> in.skip(tag)).isInstanceOf(MalformedException.class);
  }

  @Test
  void skip_groupsAsDeepAsAllowed_areSkipped() throws Exception {
    ProtoReader in = reader("0b".repeat(32) + "0c".repeat(32));

    in.skip(in.tag());

    assertThat(in.hasMore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 1_000_000})
  void skip_groupsTooDeep_isMalformedBeforeTheStackEnds(int depth) throws Exception {
    byte[] bytes = new byte[depth];
    Arrays.fill(bytes, (byte) (FIELD | WireType.START_GROUP));
    var in = new ProtoReader(bytes, 0, bytes.length);
    int tag = in.tag();

    assertThatThrownBy(() -> in.skip(tag))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("groups must not nest deeper than 32");
  }

  @ParameterizedTest
  @MethodSource("dev.clew.wire.proto.ProtoReaderTest#seeds")
  void skip_randomBytes_endsOrIsMalformed(long seed) {
    byte[] bytes = new Gen(seed).bytes(64);
    var in = new ProtoReader(bytes, 0, bytes.length);

    try {
      while (in.hasMore()) {
        in.skip(in.tag());
      }
    } catch (MalformedException e) {
      assertThat(e).hasMessageContaining("at byte");
    }

    assertThat(in.position()).isLessThanOrEqualTo(bytes.length);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }
}
