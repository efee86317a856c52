package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.wire.otlp.RequestWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever happens to a file, what is read from it is right or a [CorruptBlockException].
class BlockDamageTest {
  private static final Path FILE = Path.of("/blocks/1.block");

  private final MemoryDisk disk = new MemoryDisk();

  private byte[] write(StoredBlock source) throws IOException {
    BlockWriter.write(disk, FILE, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    return disk.bytes(FILE);
  }

  /// A few spans with something of everything.
  private byte[] writeSmall() throws IOException {
    ExportTraceServiceRequest sample = SampleSpans.request(4);
    return write(
        SampleSpans.head(
            ExportTraceServiceRequest.newBuilder()
                .addAllResourceSpans(sample.getResourceSpansList().subList(0, 3))
                .build()));
  }

  private SealedBlock open(byte[] bytes) throws IOException {
    disk.files.put(FILE, bytes);
    return SealedBlock.open(disk, FILE);
  }

  /// All that a block says, part by part; in place of a part that is damaged, the word.
  private static Map<String, Object> content(SealedBlock block) throws IOException {
    var content = new HashMap<String, Object>();
    content.put("origin", block.origin());
    content.put("columns", block.columns());
    content.put("resources", block.resources());
    content.put("scopes", block.scopes());
    content.put("times", List.of(block.minStartNanos(), block.maxStartNanos()));
    content.put("traces", traces(block));
    for (StoredKey key : block.storedKeys()) {
      content.put(key.toString(), orDamage(() -> BlockContent.column(block, key)));
    }
    content.put("spans", orDamage(() -> spans(block)));
    content.put("digest", orDamage(() -> DigestTest.counted(block, DigestTest.ALL)));
    return content;
  }

  private static Object traces(SealedBlock block) throws IOException {
    var traces = new ArrayList<Object>();
    for (int number = 0; number < block.traces().size(); number++) {
      traces.add(block.traces().traceId(number));
      traces.add(Arrays.toString(block.traces().rows(number)));
      traces.add(block.traces().minStartNanos(number));
      traces.add(block.traces().maxEndNanos(number));
      traces.add(block.traces().find(block.traces().traceId(number)));
    }
    return traces;
  }

  private static Object spans(SealedBlock block) throws IOException {
    var out = new RequestWriter();
    SpanAssembler.assemble(block, IntStream.range(0, block.rowCount()).toArray(), out);
    return ByteBuffer.wrap(out.toBytes());
  }

  private interface Part {
    Object read() throws IOException;
  }

  private static final String DAMAGED = "damaged";

  private static Object orDamage(Part part) throws IOException {
    try {
      return part.read();
    } catch (CorruptBlockException _) {
      return DAMAGED;
    }
  }

  /// What is wrong with what a damaged file says; empty if damage is all there is.
  private String wrong(byte[] bytes, Map<String, Object> expected) throws IOException {
    try (SealedBlock block = open(bytes)) {
      Map<String, Object> content = content(block);
      content.replaceAll((part, value) -> value.equals(DAMAGED) ? expected.get(part) : value);
      return content.equals(expected) ? "" : "says something else";
    } catch (CorruptBlockException _) {
      return "";
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  @Test
  void read_anyByteChanged_isRightOrReported() throws IOException {
    byte[] bytes = writeSmall();
    Map<String, Object> expected = content(open(bytes));
    var wrong = new ArrayList<String>();

    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      String found = wrong(damaged, expected);
      if (!found.isEmpty()) {
        wrong.add("byte " + at + ": " + found);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void open_fileCutAnywhere_isReported() throws IOException {
    byte[] bytes = writeSmall();
    var opened = new ArrayList<Integer>();

    for (int length = 0; length < bytes.length; length++) {
      try (SealedBlock _ = open(Arrays.copyOf(bytes, length))) {
        opened.add(length);
      } catch (CorruptBlockException e) {
        assertThat(e).hasMessageStartingWith("corrupt block 1.block at byte ");
      }
    }

    assertThat(opened).isEmpty();
  }

  @Test
  void open_fileWithBytesBehindIt_isReported() throws IOException {
    byte[] bytes = writeSmall();

    assertThatThrownBy(() -> open(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CorruptBlockException.class);
  }

  @Test
  void open_damagedFile_isClosed() throws IOException {
    byte[] bytes = writeSmall();

    assertThatThrownBy(() -> open(Arrays.copyOf(bytes, 100)))
        .isInstanceOf(CorruptBlockException.class);

    assertThat(disk.calls.getLast()).isEqualTo("close 1.block");
  }

  @Test
  void open_fileOfAnotherKind_saysSo() {
    assertThatThrownBy(() -> open(new byte[1000]))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("1.block at byte 0: header needs the magic 0a4b4c425745");
  }

  @Test
  void open_versionOfTheFuture_saysWhichProgramReadsIt() throws IOException {
    byte[] bytes = writeSmall();
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(8, 3).putInt(12, SectionWriter.crc(bytes, 12));

    assertThatIOException()
        .isThrownBy(() -> open(bytes))
        .isNotInstanceOf(CorruptBlockException.class)
        .withMessageContaining("1.block has format version 3, this program reads up to 2");
  }

  @Test
  void read_damagedPage_isNamedAndTheOthersAreRead() throws IOException {
    byte[] bytes = write(large());
    Section damaged = page(bytes, StoredKey.START_NANOS, 1);
    bytes[(int) damaged.offset() + damaged.length() / 2] ^= 1;

    try (SealedBlock block = open(bytes)) {
      StoredColumn starts = block.stored(StoredKey.START_NANOS).orElseThrow();
      var page = new ColumnPage();
      starts.read(0, page);
      assertThat(page.size()).isEqualTo(block.firstRow(1));
      starts.read(2, page);
      assertThat(page.size()).isEqualTo(block.firstRow(3) - block.firstRow(2));
      assertThatThrownBy(() -> starts.read(1, page))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining("corrupt block 1.block at byte " + damaged.offset())
          .hasMessageContaining("START_NANOS")
          .hasMessageContaining("page 1 needs checksum");
    }
  }

  @Test
  void assemble_besideADamagedPage_givesTheSpans() throws IOException {
    byte[] bytes = write(large());
    Section damaged = page(bytes, StoredKey.START_NANOS, 1);
    bytes[(int) damaged.offset()] ^= 1;

    try (SealedBlock block = open(bytes)) {
      int behind = block.firstRow(2);
      SpanAssembler.assemble(block, new int[] {0, behind}, new RequestWriter());
      assertThatThrownBy(
              () -> SpanAssembler.assemble(block, new int[] {behind - 1}, new RequestWriter()))
          .isInstanceOf(CorruptBlockException.class);
    }
  }

  @Test
  void traces_damagedSinceTheBlockWasOpened_areReported() throws IOException {
    byte[] bytes = writeSmall();

    try (SealedBlock block = open(bytes)) {
      Arrays.fill(bytes, (byte) 0);

      assertThatThrownBy(() -> block.traces().traceId(0)).isInstanceOf(CorruptBlockException.class);
      assertThatThrownBy(block::resources).isInstanceOf(CorruptBlockException.class);
    }
  }

  /// Three pages.
  private static StoredBlock large() {
    return SampleSpans.head(12_000, at -> SampleSpans.span(at / 20 + 1, at + 1, 0).setName("name"));
  }

  private Section page(byte[] bytes, StoredKey key, int page) throws IOException {
    disk.files.put(FILE, bytes);
    var sections = new SectionReader(disk.open(FILE), "1.block");
    Footer footer = new Envelope(sections.file(), sections).readFooter();
    Footer.Entry entry =
        footer.columns().stream().filter(each -> each.key().equals(key)).findAny().orElseThrow();
    ByteSource index = sections.read(entry.index(), "index");
    return ColumnIndex.read(index, footer.pageCount()).places().sections().get(page);
  }
}
