package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracePiecesTest {
  /// A text that comes for ever.
  private static final class Endless extends InputStream {
    private final byte[] text;
    private long position;

    Endless(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      return text[(int) (position++ % text.length)];
    }

    @Override
    public int read(byte[] into, int from, int length) {
      for (int at = 0; at < length; at++) {
        into[from + at] = (byte) read();
      }
      return length;
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "OTLP_JSON, `{\"resourceSpans\":[{\"scopeSpans\":[`",
        "JAEGER_JSON, `{\"data\":[{\"spans\":[`",
        "JAEGER_JSON, `{\"spans\":[`",
        "ZIPKIN_JSON, `[{\"tags\":[`",
      })
  void cut_partWithoutAnEnd_isRefusedBeforeItTakesTheMemory(TraceFormat format, String start) {
    // Numbers, each of which the reader takes by itself.
    var numbers = new SequenceInputStream(text(start), new Endless("1,"));

    assertThatThrownBy(() -> TracePieces.cut(numbers, format, _ -> {}))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("at most 67108864 bytes");
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
