package dev.clew.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.proto.ProtoWriter;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedValuesTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static boolean isNumber(AttributeValue value) {
    return switch (value.type()) {
      case BOOL, INT, DOUBLE -> true;
      case EMPTY, STRING, ARRAY, MAP, BYTES -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncoded_isTheSame(long seed) {
    var gen = new Gen(seed);
    for (int round = 0; round < 20; round++) {
      AttributeValue value = gen.value();
      if (!isNumber(value)) {
        assertThat(EncodedValues.decode(value.type(), EncodedValues.encode(value)))
            .isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_anyValue_isWhatPublishedClassesRead(long seed) throws Exception {
    AttributeValue value = new Gen(seed).value();
    var out = new ProtoWriter();

    EncodedValues.write(out, Tags.VALUES, value);

    assertThat(ArrayValue.parseFrom(out.toBytes()).getValues(0)).isEqualTo(OtlpProto.value(value));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatPublishedClassesWrote_isTheSame(long seed) {
    AttributeValue value =
        new AttributeValue.Array(List.of(new Gen(seed).value(), new Gen(~seed).value()));
    AnyValue any = OtlpProto.value(value);

    assertThat(EncodedValues.decode(ValueType.ARRAY, any.getArrayValue().toByteArray()))
        .isEqualTo(value);
  }

  @Test
  void decode_mapWithTheSameKeyTwice_hasBoth() {
    var list = KeyValueList.newBuilder();
    list.addValuesBuilder().setKey("k").getValueBuilder().setBoolValue(true);
    list.addValuesBuilder().setKey("k").getValueBuilder().setBoolValue(false);

    AttributeValue value = EncodedValues.decode(ValueType.MAP, list.build().toByteArray());

    assertThat(((AttributeValue.Map) value).entries()).hasSize(2);
  }

  @Test
  void decode_entryWithoutKeyOrValue_isEmpty() {
    byte[] oneEntry = {Tags.VALUES, 0};

    AttributeValue value = EncodedValues.decode(ValueType.MAP, oneEntry);

    assertThat(((AttributeValue.Map) value).entries())
        .containsExactly(new dev.clew.model.Attribute("", new AttributeValue.Empty()));
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "INT", "DOUBLE"})
  void decode_number_isTheCallersMistake(ValueType type) {
    assertThatThrownBy(() -> EncodedValues.decode(type, new byte[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got " + type);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BOOL", "INT", "DOUBLE"})
  void ofNumber_noNumber_isTheCallersMistake(ValueType type) {
    assertThatThrownBy(() -> EncodedValues.ofNumber(type, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got " + type);
  }

  @Test
  void encode_number_isTheCallersMistake() {
    assertThatThrownBy(() -> EncodedValues.encode(new AttributeValue.Int(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got INT");
  }

  @Test
  void ofNumber_bits_areTheNumber() {
    assertThat(EncodedValues.ofNumber(ValueType.BOOL, 1)).isEqualTo(new AttributeValue.Bool(true));
    assertThat(EncodedValues.ofNumber(ValueType.INT, -7)).isEqualTo(new AttributeValue.Int(-7));
    assertThat(EncodedValues.ofNumber(ValueType.DOUBLE, Double.doubleToRawLongBits(0.5)))
        .isEqualTo(new AttributeValue.Real(0.5));
  }

  @Test
  void decode_cutOffArray_isTheCallersMistake() {
    assertThatThrownBy(() -> EncodedValues.decode(ValueType.ARRAY, new byte[] {Tags.VALUES, 5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs an encoded ARRAY");
  }
}
