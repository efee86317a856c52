package dev.clew.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The walk through a text, beside Jackson's: what one takes the other takes, and finds the same.
class JsonReaderTest {
  private static final JsonFactory JACKSON = new JsonFactory();
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u00e9",
          "\\ud83d\\ude00",
          "\\n",
          "\\x",
          "é",
          "0",
          "-",
          "1.5",
          "1e9",
          "01",
          "+1",
          ".5",
          "1.",
          "NaN",
          "null",
          "nul",
          "true",
          "false",
          " ",
          "\n",
          "\t",
          "\u0001",
          "\u007f",
          "語",
          "\"a\":",
          "//",
          "'a'");

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(200, 20_000));
  }

  /// Everything that a text holds, told in a form that both walks can make.
  private static String told(byte[] json) throws MalformedException {
    var told = new StringBuilder();
    JsonReader.read(json, "body", reader -> tell(reader, told));
    return told.toString();
  }

  private static void tell(JsonReader reader, StringBuilder told) throws MalformedException {
    switch (reader.scanner().token()) {
      case START_OBJECT -> {
        told.append('{');
        reader.members(
            "object",
            name -> {
              told.append('<').append(name).append('>');
              tell(reader, told);
            });
        told.append('}');
      }
      case START_ARRAY -> {
        told.append('[');
        reader.list("array", () -> tell(reader, told));
        told.append(']');
      }
      default ->
          told.append(reader.scanner().token())
              .append('(')
              .append(reader.scanner().text())
              .append(')');
    }
  }

  private static String toldByJackson(byte[] json) throws IOException {
    var told = new StringBuilder();
    try (JsonParser parser = JACKSON.createParser(json)) {
      int depth = 0;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new IOException("a value is missing");
        }
        switch (token) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          default -> {}
        }
        told.append(
            switch (token) {
              case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY -> parser.getText();
              case FIELD_NAME -> "<" + parser.currentName() + ">";
              default -> token + "(" + parser.getText() + ")";
            });
      } while (depth > 0);
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
    }
    // Half a pair of surrogates is no character.
    return new String(told.toString().getBytes(UTF_8), UTF_8);
  }

  private static void assertLikeJackson(byte[] json) {
    String expected;
    try {
      expected = toldByJackson(json);
    } catch (IOException _) {
      assertThatThrownBy(() -> told(json))
          .as(() -> new String(json, UTF_8))
          .isInstanceOf(MalformedException.class);
      return;
    }
    try {
      assertThat(told(json)).isEqualTo(expected);
    } catch (MalformedException e) {
      throw new AssertionError(new String(json, UTF_8), e);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void text_thatIsAnything_isReadAsJacksonReadsIt(long seed) {
    RandomGenerator random = new Gen(seed).random();
    for (int round = 0; round < 50; round++) {
      var text = new StringBuilder();
      for (int pieces = random.nextInt(1, 12); pieces > 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertLikeJackson(text.toString().getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void request_thatIsDamaged_isReadAsJacksonReadsIt(long seed) throws Exception {
    var gen = new Gen(seed);
    byte[] json = JsonForms.write(OtlpProto.request(List.of(gen.span())), gen);
    assertLikeJackson(json);
    for (int round = 0; round < 50; round++) {
      byte[] changed = json.clone();
      changed[gen.random().nextInt(changed.length)] = (byte) gen.random().nextInt(1, 127);
      if (Utf8.isValid(changed, 0, changed.length)) { // Jackson takes some that is not
        assertLikeJackson(changed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":}",
        "[1}",
        "{]",
        "{,}"
      })
  void brackets_thatDoNotFit_areMalformed(String json) {
    assertThatThrownBy(() -> told(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("body needs to be JSON");
  }

  @ParameterizedTest
  @CsvSource({"0x80", "0xff", "0xc3", "0xc080", "0xe08080", "0xeda080", "0xf4908080", "0xf8888080"})
  void bytes_thatAreNoUtf8_areMalformed(String hex) {
    byte[] wrong = HexFormat.of().parseHex(hex.substring(2));
    byte[] json = new byte[wrong.length + 2];
    json[0] = '"';
    System.arraycopy(wrong, 0, json, 1, wrong.length);
    json[json.length - 1] = '"';

    assertThatThrownBy(() -> told(json)).hasMessageContaining("text needs to be UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "7",
        "-1",
        "1760000000123456789",
        "9223372036854775807",
        "-9223372036854775808",
        "0000000000000000007"
      })
  void wholeNumber_ofUpTo64Bits_isItself(String number) throws Exception {
    var read = new ArrayList<Long>();

    JsonReader.read(("\"" + number + "\"").getBytes(UTF_8), "body", json -> read.add(json.int64()));

    assertThat(read).containsExactly(Long.parseLong(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "9999999999999999999", "18446744073709551616"})
  void wholeNumber_ofMore_isMalformed(String number) {
    assertThatThrownBy(() -> JsonReader.read(number.getBytes(UTF_8), "body", json -> json.int64()))
        .hasMessageContaining("needs a whole number in its range");
  }

  @Test
  void byteOrderMark_isPassedOver() throws Exception {
    assertThat(told("\uFEFF1".getBytes(UTF_8))).isEqualTo("VALUE_NUMBER_INT(1)");
  }

  @Test
  void wrongValue_isNamedByItsPath() {
    String json = "{\"a/b\":[0,{\"c\":[]}]}";

    assertThatThrownBy(() ->
            JsonReader.read(
                json.getBytes(UTF_8), "body", reader -> JsonReaderTest.wantText(reader)))
        .hasMessage("/a~1b/1/c: needs a string, got START_ARRAY at byte 15");
  }

  private static void wantText(JsonReader reader) throws MalformedException {
    reader.object(
        "body",
        outer ->
            reader.list(
                outer,
                () -> {
                  if (reader.scanner().token() == JsonToken.START_OBJECT) {
                    reader.object("inner", _ -> reader.text());
                  }
                }));
  }
}
