package dev.clew.query.eval;

import static java.util.Objects.requireNonNull;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.plan.Bits;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Digest;
import dev.clew.store.PageBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Spans of one page of a block after the other, for who asks nothing of a span but what its own
/// columns say: no trace is put together, and the buffers are kept from page to page.
///
/// Owned by one thread.
public final class PlainSpans implements MatchedSpans {
  private static final int START = 0;
  private static final int ID = 0;
  private static final int TRACE = 1;

  private final Block block;
  private final TimeRange reach;
  private final boolean areToldApart;
  private final boolean areExamples;
  private final Consumer<CorruptBlockException> gaps;
  private final List<PlainField> fields = new ArrayList<>();
  private final Moments moments;
  private final Optional<Column> startColumn;
  private final PageColumns starts = new PageColumns(Intrinsic.START_NANOS);
  private final PageColumns ids = new PageColumns(Intrinsic.SPAN_ID, Intrinsic.TRACE);
  private final int[] rows;
  private final @Nullable TraceId[] traces;
  private long[] selected = new long[0];
  private int firstRow;
  private int rowCount;
  private int size;

  /// What is asked of the spans.
  ///
  /// @param fields each a stored one of a span alone
  /// @param reach in which all of them start
  /// @param areToldApart whether ids are asked for
  /// @param areExamples whether they were counted before
  /// @param starts how well their starts have to be known
  public record Asked(
      List<Reference> fields,
      TimeRange reach,
      boolean areToldApart,
      boolean areExamples,
      Moments starts) {
    public Asked {
      fields = List.copyOf(fields);
    }
  }

  /// @param gaps is told what could not be read; a field of it is without values
  public PlainSpans(Block block, Asked asked, Consumer<CorruptBlockException> gaps)
      throws IOException {
    this.block = block;
    this.gaps = gaps;
    reach = asked.reach;
    areToldApart = asked.areToldApart;
    areExamples = asked.areExamples;
    moments = asked.starts;
    startColumn = block.column(Intrinsic.START_NANOS);
    int most = 0;
    for (int page = 0; page < block.pageCount(); page++) {
      most = Math.max(most, block.firstRow(page + 1) - block.firstRow(page));
    }
    rows = new int[most];
    traces = new TraceId[areToldApart ? most : 0];
    var texts = new Texts();
    for (Reference field : asked.fields) {
      fields.add(new PlainField(reader(field, texts), most, texts, gaps));
    }
  }

  private @Nullable FieldReader reader(Reference field, Texts texts) throws IOException {
    try {
      return new FieldReader(block, field, texts);
    } catch (CorruptBlockException e) {
      gaps.accept(e);
      return null;
    }
  }

  /// Goes to these spans.
  ///
  /// @param picked the rows, see [Bits], counted from the page's first
  /// @param theirSelected those of them that a further selection would leave too
  public void read(int page, long[] picked, long[] theirSelected) throws IOException {
    selected = theirSelected;
    firstRow = block.firstRow(page);
    rowCount = block.firstRow(page + 1) - firstRow;
    size = Bits.list(picked, rowCount, rows);
    readStarts(page);
    if (areToldApart) {
      ids.read(block, page);
      findTraces();
    }
    for (PlainField field : fields) {
      field.read(page, rowCount);
    }
  }

  /// Where all starts of a page are alike, one of them is that of all.
  private void readStarts(int page) throws IOException {
    if (startColumn.isPresent()) {
      PageBounds bounds = startColumn.get().bounds(page);
      boolean isInReach = reach.contains(bounds.min()) && reach.contains(bounds.max());
      if (isInReach && moments.areAlike(bounds.min(), bounds.max())) {
        starts.fill(rowCount, bounds.min());
        return;
      }
    }
    starts.read(block, page);
  }

  private void findTraces() throws IOException {
    long[] numbers = ids.values(TRACE);
    for (int at = 0; at < size; at++) {
      boolean isAsBefore = at > 0 && numbers[rows[at]] == numbers[rows[at - 1]];
      traces[at] = isAsBefore ? traces[at - 1] : block.traces().traceId((int) numbers[rows[at]]);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public TimeRange reach() {
    return reach;
  }

  @Override
  public int row(int at) {
    return rows[at];
  }

  @Override
  public long startNanos(int at) {
    return starts.values(START)[rows[at]];
  }

  @Override
  public void copyStarts(long[] into) {
    PlainField.copy(starts.values(START), rows, new PlainField.Extent(size, rowCount), into);
  }

  @Override
  public @Nullable Coded coded(int field) {
    return fields.get(field).coded(rows, size);
  }

  @Override
  public boolean copyIntegers(int field, long[] into) {
    return fields.get(field).copyIntegers(rows, size, into);
  }

  @Override
  public boolean areExamples() {
    return areExamples;
  }

  @Override
  public boolean areCounted() {
    return block instanceof Digest;
  }

  @Override
  public long count(int at) {
    return block instanceof Digest digest ? digest.count(firstRow + rows[at]) : 1;
  }

  @Override
  public long spanId(int at) {
    return ids.values(ID)[rows[at]];
  }

  @Override
  public TraceId traceId(int at) {
    return requireNonNull(traces[at], "spans are told apart only where that was asked for");
  }

  @Override
  public boolean isSelected(int at) {
    return Bits.get(selected, rows[at]);
  }

  @Override
  public Values values(int field) {
    return fields.get(field).values();
  }
}
