package dev.clew.store.block;

import static dev.clew.store.block.SampleSpans.attribute;
import static dev.clew.store.block.SampleSpans.head;
import static dev.clew.store.block.SampleSpans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TraceId;
import dev.clew.model.ValueType;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.PageBounds;
import dev.clew.store.TraceDirectory;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a block says before its pages are read is never "no" to what they have.
class BlockFilterTest {
  private static final Path FILE = Path.of("/blocks/1.block");
  private static final int SPANS = 9000;

  private final MemoryDisk disk = new MemoryDisk();

  /// Two spans a trace; a request id of its own for each span, one of three tenants.
  @BeforeEach
  void seal() throws IOException {
    var head =
        head(
            SPANS,
            at ->
                span(at / 2 + 1, at + 1, 0)
                    .addAttributes(attribute("request.id", "request-" + at))
                    .addAttributes(attribute("tenant", "tenant-" + at % 3)));
    BlockWriter.write(disk, FILE, head, new BlockOrigin("tenant", 1, 2), Counting.first());
  }

  private SealedBlock open() throws IOException {
    return SealedBlock.open(disk, FILE);
  }

  @Test
  void mayHold_textsInArrays_isTrueForTheseAndHardlyEverElse() throws IOException {
    var head =
        head(
            SPANS,
            at -> span(at + 1, at + 1, 0).addAttributes(array("header", "a" + at, "b" + at)));
    BlockWriter.write(disk, FILE, head, new BlockOrigin("tenant", 1, 2), Counting.first());

    try (SealedBlock block = open()) {
      var key = new ColumnKey.SpanAttribute("header", ValueType.ARRAY);
      Column arrays = block.column(key).orElseThrow();
      for (int at = 0; at < SPANS; at++) {
        assertThat(mayHold(arrays, "a" + at) && mayHold(arrays, "b" + at)).isTrue();
      }
      int held = 0;
      for (int at = 0; at < SPANS; at++) {
        held += mayHold(arrays, "c" + at) ? 1 : 0;
      }
      assertThat(held).isLessThan(SPANS / 50);
    }
  }

  @Test
  void mayHold_arraysOfMoreThanTexts_isAlwaysTrue() throws IOException {
    var head =
        head(
            SPANS,
            at -> {
              KeyValue.Builder header = array("header", "a" + at).toBuilder();
              header.getValueBuilder().getArrayValueBuilder().addValuesBuilder().setIntValue(at);
              return span(at + 1, at + 1, 0).addAttributes(header);
            });
    BlockWriter.write(disk, FILE, head, new BlockOrigin("tenant", 1, 2), Counting.first());

    try (SealedBlock block = open()) {
      var key = new ColumnKey.SpanAttribute("header", ValueType.ARRAY);

      assertThat(mayHold(block.column(key).orElseThrow(), "none")).isTrue();
    }
  }

  private static KeyValue array(String key, String... texts) {
    var array = ArrayValue.newBuilder();
    for (String text : texts) {
      array.addValuesBuilder().setStringValue(text);
    }
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setArrayValue(array))
        .build();
  }

  private static Column texts(SealedBlock block, String key) throws IOException {
    return block.column(new ColumnKey.SpanAttribute(key, ValueType.STRING)).orElseThrow();
  }

  private static boolean mayHold(Column column, String value) throws IOException {
    return column.mayHold(value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void mayHold_valuesOfAnIdLikeColumn_isTrue() throws IOException {
    try (SealedBlock block = open()) {
      Column ids = texts(block, "request.id");

      for (int at = 0; at < SPANS; at++) {
        assertThat(mayHold(ids, "request-" + at)).isTrue();
      }
    }
  }

  @Test
  void mayHold_otherValues_isSeldomTrue() throws IOException {
    try (SealedBlock block = open()) {
      Column ids = texts(block, "request.id");
      int wrong = 0;

      for (int at = SPANS; at < SPANS + 20_000; at++) {
        wrong += mayHold(ids, "request-" + at) ? 1 : 0;
      }

      assertThat(wrong).isLessThan(100);
    }
  }

  @Test
  void mayHold_columnOfFewValues_isTrue() throws IOException {
    try (SealedBlock block = open()) {
      assertThat(mayHold(texts(block, "tenant"), "tenant-9")).isTrue();
    }
  }

  @Test
  void mayHold_damagedFilter_isReported() throws IOException {
    Section filter = filter(Footer.Part.VALUE_FILTER);
    disk.bytes(FILE)[(int) filter.offset() + filter.length() / 2] ^= 1;

    try (SealedBlock block = open()) {
      assertThatThrownBy(() -> mayHold(texts(block, "request.id"), "request-1"))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining("filter needs checksum");
    }
  }

  @Test
  void open_damagedFilterOfTraces_isRefused() throws IOException {
    Section filter = filter(Footer.Part.TRACE_FILTER);
    disk.bytes(FILE)[(int) filter.offset() + filter.length() / 2] ^= 1;

    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("filter of trace ids needs checksum");
  }

  @Test
  void find_tracesOfTheBlock_findsThem() throws IOException {
    try (SealedBlock block = open()) {
      TraceDirectory traces = block.traces();

      for (int number = 0; number < traces.size(); number++) {
        assertThat(traces.find(traces.traceId(number))).isEqualTo(number);
      }
    }
  }

  @Test
  void find_otherTraces_readsHardlyAnything() throws IOException {
    try (SealedBlock block = open()) {
      TraceDirectory traces = block.traces();
      var random = new SplittableRandom(1);
      // From here on whoever reads the file finds damage.
      Arrays.fill(disk.bytes(FILE), (byte) 0);
      int read = 0;

      for (int at = 0; at < 10_000; at++) {
        read += reads(traces, new TraceId(random.nextLong() | 1, random.nextLong())) ? 1 : 0;
      }

      assertThat(read).isLessThan(50);
    }
  }

  private static boolean reads(TraceDirectory traces, TraceId trace) throws IOException {
    try {
      assertThat(traces.find(trace)).isEqualTo(-1);
      return false;
    } catch (CorruptBlockException _) {
      return true;
    }
  }

  @Test
  void bounds_ofEveryPage_holdItsValues() throws IOException {
    try (SealedBlock block = open()) {
      var page = new ColumnPage();
      for (ColumnKey key : block.columns()) {
        Column column = block.column(key).orElseThrow();
        for (int number = 0; number < block.pageCount(); number++) {
          PageBounds bounds = column.bounds(number);
          column.read(number, page);
          assertThat(IntStream.range(0, page.size()).mapToLong(at -> page.values()[at]))
              .allMatch(value -> bounds.min() <= value && value <= bounds.max());
          assertThat(bounds.isEmpty()).isEqualTo(page.size() == 0);
        }
      }
    }
  }

  private Section filter(int kind) throws IOException {
    var sections = new SectionReader(disk.open(FILE), "1.block");
    Footer footer = new Envelope(sections.file(), sections).readFooter();
    return footer.parts().stream()
        .filter(part -> part.kind() == kind)
        .findFirst()
        .orElseThrow()
        .section();
  }
}
