package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.ValueType;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.SpanAttribute;
import dev.clew.store.ColumnPage;
import dev.clew.store.PageBounds;
import dev.clew.store.StoredRows;
import dev.clew.store.compact.CombinedBlock;
import dev.clew.testkit.Effort;
import dev.clew.wire.otlp.RequestWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Blocks of few columns against those of many: whoever reads them finds no difference.
class OverflowTest {
  private static final int MANY = 1 << 20;

  private final MemoryDisk disk = new MemoryDisk();

  static IntStream seeds() {
    return IntStream.range(0, Effort.of(40, 2000));
  }

  private SealedBlock sealed(String name, StoredBlock source) throws IOException {
    Path file = Path.of("/" + name);
    BlockWriter.write(disk, file, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    return SealedBlock.open(disk, file);
  }

  private static StoredBlock combined(int maxColumns, SealedBlock... blocks) throws IOException {
    return CombinedBlock.of(List.of(blocks), maxColumns, () -> true);
  }

  private static ExportTraceServiceRequest assembled(StoredBlock block) throws IOException {
    var out = new RequestWriter();
    SpanAssembler.assemble(block, IntStream.range(0, block.rowCount()).toArray(), out);
    return ExportTraceServiceRequest.parseFrom(out.toBytes());
  }

  private static void assertSame(StoredBlock narrow, StoredBlock wide) throws IOException {
    assertThat(narrow.columns()).isEqualTo(wide.columns());
    assertThat(StoredRows.of(narrow)).isEqualTo(StoredRows.of(wide));
    assertThat(assembled(narrow)).isEqualTo(assembled(wide));
  }

  private static long columns(StoredBlock block) {
    return block.storedKeys().stream()
        .filter(key -> key.space().isOfAttributes() && block.isUsed(key))
        .count();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_headOfFewColumns_isAsOfMany(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);

    StoredBlock narrow = SampleSpans.head(request, seed % 7);

    assertThat(columns(narrow)).isLessThanOrEqualTo(seed % 7);
    assertSame(narrow, SampleSpans.head(request));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_sealedBlockOfFewColumns_isAsOfMany(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);

    SealedBlock narrow = sealed("narrow", SampleSpans.head(request, seed % 7));

    assertThat(columns(narrow)).isLessThanOrEqualTo(seed % 7);
    assertSame(narrow, sealed("wide", SampleSpans.head(request)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void compact_blocksOfFewAndOfManyColumns_isAsOfMany(int seed) throws IOException {
    ExportTraceServiceRequest first = SampleSpans.request(seed);
    ExportTraceServiceRequest second = SampleSpans.request(seed / 2);
    SealedBlock wide1 = sealed("wide1", SampleSpans.head(first));
    SealedBlock wide2 = sealed("wide2", SampleSpans.head(second));
    SealedBlock narrow1 = sealed("narrow1", SampleSpans.head(first, seed % 5));
    SealedBlock narrow2 = sealed("narrow2", SampleSpans.head(second, seed % 11));
    SealedBlock all = sealed("all", combined(MANY, wide1, wide2));

    assertSame(sealed("a", combined(MANY, narrow1, wide2)), all);
    assertSame(sealed("b", combined(MANY, narrow1, narrow2)), all);
    SealedBlock few = sealed("c", combined(3, wide1, narrow2));
    assertSame(few, all);
    assertThat(columns(few)).isLessThanOrEqualTo(3);
    assertSame(sealed("d", combined(0, few)), sealed("e", combined(MANY, all)));
  }

  @Test
  void compact_moreAttributesThanColumns_keepsThoseWithTheMostValues() throws IOException {
    StoredBlock head =
        SampleSpans.head(
            100,
            at ->
                SampleSpans.span(1, at + 1, at)
                    .addAttributes(SampleSpans.attribute("rare " + at, "x"))
                    .addAttributes(SampleSpans.attribute("common", "y")));

    SealedBlock narrow = sealed("narrow", combined(1, sealed("wide", head)));

    assertThat(narrow.storedKeys())
        .contains(StoredKey.of(new SpanAttribute("common", ValueType.STRING)));
    assertThat(columns(narrow)).isOne();
    assertThat(narrow.column(new SpanAttribute("rare 99", ValueType.STRING))).isPresent();
  }

  @Test
  void compact_attributeThatOverflowsSomewhere_hasNoColumn() throws IOException {
    var wide = sealed("wide", SampleSpans.head(1, _ -> spanWith("a")));
    var narrow = sealed("narrow", SampleSpans.head(spanRequest("a"), 0));

    SealedBlock both = sealed("both", combined(MANY, wide, narrow));

    assertThat(columns(both)).isZero();
    assertThat(both.column(new SpanAttribute("a", ValueType.STRING))).isPresent();
  }

  private static Span.Builder spanWith(String key) {
    return SampleSpans.span(1, 1, 0).addAttributes(SampleSpans.attribute(key, "x"));
  }

  private static ExportTraceServiceRequest spanRequest(String key) {
    var request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(spanWith(key));
    return request.build();
  }

  @Test
  void column_ofOverflow_knowsItsValuesAndPagesAlone() throws IOException {
    var request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (int at = 0; at < 10_000; at++) {
      var span = SampleSpans.span(at + 1, at + 1, 0);
      span.addAttributes(SampleSpans.attribute("other", "value " + at));
      span.addAttributes(
          at < 9_000 ? SampleSpans.attribute("b", "") : SampleSpans.attribute("a", "x" + at % 3));
      scope.addSpans(span);
    }
    SealedBlock block = sealed("block", SampleSpans.head(request.build(), 0));

    Column column = block.column(new SpanAttribute("a", ValueType.STRING)).orElseThrow();
    assertThat(column.dictionary().orElseThrow().size()).isEqualTo(3);
    assertThat(column.bounds(0)).isEqualTo(PageBounds.EMPTY);
    assertThat(column.bounds(block.pageCount() - 1)).isEqualTo(new PageBounds(0, 2));
    var page = new ColumnPage();
    column.read(0, page);
    assertThat(page.size()).isZero();
    assertThat(block.column(new SpanAttribute("a", ValueType.INT))).isEmpty();
    assertThat(block.column(new SpanAttribute("c", ValueType.STRING))).isEmpty();
  }
}
