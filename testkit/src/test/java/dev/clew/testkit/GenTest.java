package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenTest {
  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static List<Span> spans(long seed) {
    return Stream.generate(new Gen(seed)::span).limit(20).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void span_sameSeed_isTheSame(long seed) {
    assertThat(spans(seed)).isEqualTo(spans(seed));
  }

  @Test
  void span_otherSeed_isAnother() {
    assertThat(spans(1)).isNotEqualTo(spans(2));
  }

  @Test
  void value_often_isOfEveryType() {
    var gen = new Gen(1);
    var types = EnumSet.noneOf(ValueType.class);
    for (int at = 0; at < 500; at++) {
      types.add(gen.value().type());
    }

    assertThat(types).containsExactlyInAnyOrder(ValueType.values());
  }

  @Test
  void value_always_isAtMostThreeDeep() {
    var gen = new Gen(2);
    for (int at = 0; at < 2000; at++) {
      assertThat(depth(gen.value())).isLessThanOrEqualTo(3);
    }
  }

  private static int depth(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Array(var values) ->
          1 + values.stream().mapToInt(GenTest::depth).max().orElse(0);
      case AttributeValue.Map(var entries) ->
          1 + entries.stream().mapToInt(entry -> depth(entry.value())).max().orElse(0);
      default -> 0;
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void attributes_anySeed_haveDifferentKeys(long seed) {
    assertThat(new Gen(seed).attributes(20)).extracting(Attribute::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void span_anySeed_hasAServiceAndLiesAroundTheEpoch(long seed) {
    Span span = new Gen(seed).span();

    assertThat(span.resource().attributes()).extracting(Attribute::key).contains("service.name");
    assertThat(span.startNanos()).isBetween(Gen.EPOCH_NANOS, Gen.EPOCH_NANOS + 3_600_000_000_000L);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void notUtf8_anySeed_isNotUtf8(long seed) {
    byte[] bytes = new Gen(seed).notUtf8();

    assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void notUtf8_changedByTheCaller_isNotChangedForOthers() {
    Arrays.fill(new Gen(1).notUtf8(), (byte) 'a');

    assertThat(new Gen(1).notUtf8()).doesNotContain('a', 'a');
  }

  @Test
  void some_limit_isNeverExceeded() {
    var gen = new Gen(3);
    for (int at = 0; at < 100; at++) {
      assertThat(gen.some(4, gen::word)).hasSizeLessThanOrEqualTo(4);
      assertThat(gen.bytes(4)).hasSizeLessThanOrEqualTo(4);
    }
  }
}
