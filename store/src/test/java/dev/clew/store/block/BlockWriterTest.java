package dev.clew.store.block;

import static dev.clew.store.block.SampleSpans.attribute;
import static dev.clew.store.block.SampleSpans.head;
import static dev.clew.store.block.SampleSpans.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.ValueType;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.head.HeadBlock;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockWriterTest {
  private static final Path FILE = Path.of("/blocks/1.block");
  private static final BlockOrigin ORIGIN = new BlockOrigin("tenant", 1, 2);

  private final MemoryDisk disk = new MemoryDisk();

  private SealedBlock sealed(StoredBlock source) throws IOException {
    BlockWriter.write(disk, FILE, source, ORIGIN, Counting.first());
    return SealedBlock.open(disk, FILE);
  }

  private static void assertSame(SealedBlock block, StoredBlock source) throws IOException {
    assertThat(BlockContent.rows(block)).isEqualTo(BlockContent.sealedRows(source));
  }

  @Test
  void write_file_isForcedBeforeItHasItsNameAndTheNameIsSynced() throws IOException {
    BlockWriter.write(
        disk, FILE, SampleSpans.head(SampleSpans.request(1)), ORIGIN, Counting.first());

    assertThat(disk.calls)
        .containsExactly(
            "create 1.block.tmp",
            "write 1.block.tmp",
            "force 1.block.tmp",
            "close 1.block.tmp",
            "move 1.block.tmp",
            "sync blocks");
    assertThat(disk.files).containsOnlyKeys(FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "write", "force", "close", "move", "sync"})
  void write_diskThatFails_leavesNoFile(String failing) {
    disk.failing = failing;
    HeadBlock head = SampleSpans.head(SampleSpans.request(1));

    assertThatThrownBy(() -> BlockWriter.write(disk, FILE, head, ORIGIN, Counting.first()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("told to fail: " + failing);
    assertThat(disk.files).isEmpty();
  }

  @Test
  void write_oneRow_givesItBack() throws IOException {
    HeadBlock head = head(1, _ -> span(7, 1, 0).setName("one"));

    try (SealedBlock block = sealed(head)) {
      assertThat(block.pageCount()).isEqualTo(1);
      assertSame(block, head);
    }
  }

  @Test
  void write_spanSentAgainWithAnEarlierStart_keepsTheLastOneBehind() throws IOException {
    HeadBlock head =
        head(3, at -> span(7, at == 1 ? 2 : 1, 0).setName("" + at).setStartTimeUnixNano(100 - at));

    try (SealedBlock block = sealed(head)) {
      assertThat(BlockContent.column(block, StoredKey.NAME))
          .extracting(names -> UTF_8.decode((ByteBuffer) names.getFirst()).toString())
          .containsExactly("0", "2", "1");
    }
  }

  @Test
  void write_traceOverSeveralPages_keepsItsRowsTogether() throws IOException {
    HeadBlock head =
        head(
            10_000,
            at -> at % 1000 == 0 ? span(at + 1, at + 1, 0) : span(77_777, at + 1, Math.max(1, at)));

    try (SealedBlock block = sealed(head)) {
      assertThat(block.pageCount()).isEqualTo(4);
      assertThat(block.firstRow(4)).isEqualTo(10_000);
      assertSame(block, head);
    }
  }

  @Test
  void write_randomUuids_takesLittleMoreThanTheirBitsAndAFilter() throws IOException {
    var random = new SplittableRandom(1);
    HeadBlock without = head(5000, at -> span(1, at + 1, 0));
    HeadBlock head =
        head(5000, at -> span(1, at + 1, 0).addAttributes(attribute("id", uuid(random))));
    sealed(without).close();
    int bytesWithout = disk.bytes(FILE).length;

    try (SealedBlock block = sealed(head)) {
      assertSame(block, head);
      assertThat(disk.bytes(FILE).length - bytesWithout).isBetween(5000 * 16, 5000 * 18);
    }
  }

  private static String uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  @Test
  void write_attributesOfSomeSpans_takesNothingForWhichSpansHaveThem() throws IOException {
    int one = sealedBytes(20_000, 1);
    int eleven = sealedBytes(20_000, 11);

    assertThat((eleven - one) / 10).isLessThan(200);
  }

  /// How long a block is in which so many attributes are on the same spans, one of three by chance.
  private int sealedBytes(int spans, int attributes) throws IOException {
    var random = new SplittableRandom(1);
    HeadBlock head =
        head(
            spans,
            at -> {
              Span.Builder span = span(at / 10 + 1, at + 1, 0);
              for (int key = random.nextInt(3) == 0 ? attributes : 0; key > 0; key--) {
                span.addAttributes(attribute("key-" + key, "value"));
              }
              return span;
            });
    try (SealedBlock block = sealed(head)) {
      assertSame(block, head);
    }
    return disk.bytes(FILE).length;
  }

  @Test
  void write_attributesThatShapesDoNotNumberRight_givesThemBack() throws IOException {
    var source =
        new WithUnusedParts(
            head(
                100,
                at -> {
                  Span.Builder span = span(1, at + 1, 0);
                  return at % 2 == 0
                      ? span.addAttributes(attribute("even", "a"))
                      : span.addAttributes(attribute("odd", "b"));
                }));

    try (SealedBlock block = sealed(source)) {
      for (StoredKey key : source.attributeKeys()) {
        assertThat(BlockContent.column(block, key)).isEqualTo(BlockContent.column(source, key));
      }
    }
  }

  @Test
  void write_tenThousandKeys_givesThemBack() throws IOException {
    HeadBlock head =
        head(
            500,
            at -> {
              Span.Builder span = span(at / 10 + 1, at + 1, 0);
              for (int key = at * 20; key < at * 20 + 20; key++) {
                span.addAttributes(attribute("key-" + key, key % 2 == 0 ? "" : "value-" + key));
              }
              return span;
            });

    try (SealedBlock block = sealed(head)) {
      assertThat(block.attributeKeys()).hasSize(10_000);
      assertSame(block, head);
    }
  }

  @Test
  void write_valuesWithoutBytes_givesThemBack() throws IOException {
    HeadBlock head =
        head(
            300,
            at -> span(1, at + 1, 0).addAttributes(attribute("key", at % 3 == 0 ? "" : "a" + at)));

    try (SealedBlock block = sealed(head)) {
      assertSame(block, head);
      Column column =
          block.column(new ColumnKey.SpanAttribute("key", ValueType.STRING)).orElseThrow();
      assertThat(column.dictionary().orElseThrow().text(0)).isEmpty();
    }
  }

  @Test
  void write_valuesLargerThanAChunk_givesThemBack() throws IOException {
    HeadBlock head =
        head(
            40,
            at ->
                span(1, at + 1, 0)
                    .addAttributes(attribute("key", at + "x".repeat(at % 7 == 0 ? 600_000 : at))));

    try (SealedBlock block = sealed(head)) {
      assertSame(block, head);
    }
  }

  @Test
  void write_dictionaryOfManyChunks_givesAllTextsBack() throws IOException {
    HeadBlock head =
        head(20_000, at -> span(at / 7 + 1, at + 1, 0).setName("name " + (at * 31 % 17_000)));

    try (SealedBlock block = sealed(head)) {
      assertSame(block, head);
      Dictionary names =
          block.column(ColumnKey.Intrinsic.NAME).orElseThrow().dictionary().orElseThrow();
      assertThat(IntStream.range(0, names.size()).mapToObj(names::text).toList())
          .doesNotHaveDuplicates()
          .hasSize(17_000);
    }
  }

  @Test
  void write_rowsWithManyEvents_cutsPagesEarlier() throws IOException {
    HeadBlock head =
        head(
            200,
            at -> {
              Span.Builder span = span(at + 1, at + 1, 0);
              for (int event = 0; event < 1000; event++) {
                span.addEventsBuilder().setName("event " + event % 3);
              }
              return span;
            });

    try (SealedBlock block = sealed(head)) {
      assertThat(block.pageCount()).isEqualTo(4);
      assertSame(block, head);
    }
  }

  @Test
  void write_attributeColumnWithoutValues_keepsTheNumbersOfThoseBehindIt() throws IOException {
    HeadBlock head = head(3, at -> span(1, at + 1, 0).addAttributes(attribute("key", "value")));
    var source = new WithUnusedParts(head);

    try (SealedBlock block = sealed(source)) {
      assertThat(block.attributeKeys()).containsExactlyElementsOf(source.attributeKeys());
      assertThat(block.columns()).isEqualTo(head.columns());
      assertThat(block.column(new ColumnKey.SpanAttribute("unused", ValueType.STRING))).isEmpty();
      StoredColumn unused = block.stored(WithUnusedParts.UNUSED).orElseThrow();
      assertThat(unused.dictionary().size()).isZero();
      var page = new ColumnPage();
      page.add(1, 1);
      unused.read(0, page);
      assertThat(page.size()).isZero();
    }
  }

  @Test
  void write_dictionaryValuesThatNoRowUses_dropsThem() throws IOException {
    var source = new WithUnusedParts(head(3, at -> span(1, at + 1, 0).setName("name")));

    try (SealedBlock block = sealed(source)) {
      assertThat(source.stored(StoredKey.NAME).orElseThrow().dictionary().size()).isEqualTo(2);
      assertThat(block.stored(StoredKey.NAME).orElseThrow().dictionary().size()).isEqualTo(1);
      assertThat(BlockContent.column(block, StoredKey.NAME))
          .isEqualTo(BlockContent.column(source, StoredKey.NAME));
    }
  }

  @Test
  void write_manyTraces_findsEachByItsId() throws IOException {
    // Ids that differ below only, as those have that come from 64-bit tracers.
    HeadBlock head = head(5_000, at -> span(at * 7L + 1, at + 1, 0));

    try (SealedBlock block = sealed(head)) {
      List<Integer> wrong = new ArrayList<>();
      for (int number = 0; number < 5_000; number++) {
        if (block.traces().find(block.traces().traceId(number)) != number) {
          wrong.add(number);
        }
      }
      assertThat(wrong).isEmpty();
      assertSame(block, head);
    }
  }
}
