package dev.clew.query.eval;

import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.BlockTests;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Puts whole traces together from all blocks that have rows of them. Owned by one thread.
public final class Assembler {
  // What a row of a batch takes without its fields.
  private static final long ROW_BYTES = 80;
  private static final long FIELD_BYTES = 12;
  private static final int ID = 0;
  private static final int PARENT = 1;
  private static final int KIND = 2;
  private static final int START = 3;
  private static final int DURATION = 4;
  private static final int STATUS = 5;
  private static final int RESOURCE = 6;

  private final List<Block> byArrival;
  private final Program program;
  private final long mostBytes;
  private final Consumer<CorruptBlockException> gaps;
  private final Checkpoint checkpoint;

  private final Map<String, Integer> serviceNumbers = new HashMap<>();
  private final List<String> services = new ArrayList<>();

  /// @param byArrival blocks in the order in which their spans came
  /// @param mostBytes how much memory a batch may take
  /// @param gaps is told what could not be read
  public Assembler(
      List<Block> byArrival,
      Program program,
      long mostBytes,
      Consumer<CorruptBlockException> gaps,
      Checkpoint checkpoint) {
    this.byArrival = byArrival;
    this.program = program;
    this.mostBytes = mostBytes;
    this.gaps = gaps;
    this.checkpoint = checkpoint;
  }

  /// The rows of one block: row in the high half, the place of its trace among those asked for in
  /// the low half, ascending.
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  private record Piece(Block block, long[] rows) {}

  /// Everything as it was read, a row a row of a block, in the order in which these came.
  private final class Raw {
    private final Texts texts = new Texts();
    private final int[] traces;
    private final long[][] columns;
    private final long[][] passing;
    private final @Nullable Values[] values;
    private int size;

    Raw(int rows) {
      traces = new int[rows];
      columns = new long[RESOURCE + 1][rows];
      passing = new long[program.tests().size()][Bits.words(rows)];
      values = new Values[program.fields().size()];
      for (int field = 0; field < values.length; field++) {
        if (SpanTests.isOfSpan(program.fields().get(field))) {
          values[field] = new Values(rows, texts);
        }
      }
    }
  }

  public Batch assemble(List<TraceId> traces) throws QueryException {
    List<Piece> pieces = pieces(traces);
    long rows = pieces.stream().mapToLong(piece -> piece.rows.length).sum();
    long bytes = rows * (ROW_BYTES + FIELD_BYTES * program.fields().size());
    if (bytes > mostBytes) {
      throw new QueryException(
          Kind.TOO_LARGE,
          "the query needs to hold traces of "
              + rows
              + " spans in memory at once, more than it may: ask for less, such as a shorter time range");
    }
    services.clear();
    serviceNumbers.clear();
    var raw = new Raw((int) rows);
    for (Piece piece : pieces) {
      try {
        read(piece, raw);
      } catch (CorruptBlockException e) {
        gaps.accept(e);
      } catch (IOException e) {
        throw new QueryException("reading block " + piece.block.name(), e);
      }
    }
    return new Arranged(raw, traces).batch();
  }

  private List<Piece> pieces(List<TraceId> traces) throws QueryException {
    var pieces = new ArrayList<Piece>();
    for (Block block : byArrival) {
      checkpoint.check();
      try {
        long[] rows = rows(block.traces(), traces);
        if (rows.length > 0) {
          pieces.add(new Piece(block, rows));
        }
      } catch (CorruptBlockException e) {
        gaps.accept(e);
      } catch (IOException e) {
        throw new QueryException("reading block " + block.name(), e);
      }
    }
    return pieces;
  }

  private static long[] rows(TraceDirectory directory, List<TraceId> traces) throws IOException {
    var all = LongStream.builder();
    for (int place = 0; place < traces.size(); place++) {
      int number = directory.find(traces.get(place));
      int[] rows = number < 0 ? new int[0] : directory.rows(number);
      for (int row : rows) {
        all.add((long) row << 32 | place);
      }
    }
    return all.build().sorted().toArray();
  }

  private void read(Piece piece, Raw raw) throws IOException, QueryException {
    var reader = new PieceReader(piece.block, raw);
    long[] rows = piece.rows;
    int page = 0;
    int from = 0;
    while (from < rows.length) {
      while ((rows[from] >>> 32) >= piece.block.firstRow(page + 1)) {
        page++;
      }
      int to = from;
      while (to < rows.length && (rows[to] >>> 32) < piece.block.firstRow(page + 1)) {
        to++;
      }
      checkpoint.check();
      try {
        reader.read(page, rows, from, to);
      } catch (CorruptBlockException e) {
        gaps.accept(e);
      }
      from = to;
    }
  }

  /// Reads what is needed of one block. A test or a field that can not be read counts as failed or
  /// without a value.
  private final class PieceReader {
    private final Block block;
    private final Raw raw;
    private final List<Optional<PageScan>> scans = new ArrayList<>();
    private final List<Optional<FieldReader>> readers = new ArrayList<>();
    private final int[] serviceOf;
    private final PageColumns columns =
        new PageColumns(
            Intrinsic.SPAN_ID,
            Intrinsic.PARENT_SPAN_ID,
            Intrinsic.KIND,
            Intrinsic.START_NANOS,
            Intrinsic.DURATION_NANOS,
            Intrinsic.STATUS,
            Intrinsic.RESOURCE);

    PieceReader(Block block, Raw raw) throws IOException, QueryException {
      this.block = block;
      this.raw = raw;
      serviceOf =
          block.resources().stream().mapToInt(each -> serviceNumber(each.serviceName())).toArray();
      openTests();
      openFields();
    }

    private void openTests() throws IOException, QueryException {
      for (var test : program.tests()) {
        try {
          RowTest rowTest = new BlockTests(block, checkpoint).of(test);
          scans.add(Optional.of(new PageScan(block, rowTest)));
        } catch (CorruptBlockException e) {
          gaps.accept(e);
          scans.add(Optional.empty());
        }
      }
    }

    private void openFields() throws IOException {
      for (Reference field : program.fields()) {
        try {
          readers.add(
              SpanTests.isOfSpan(field)
                  ? Optional.of(new FieldReader(block, field, raw.texts))
                  : Optional.empty());
        } catch (CorruptBlockException e) {
          gaps.accept(e);
          readers.add(Optional.empty());
        }
      }
    }

    void read(int page, long[] rows, int from, int to) throws IOException {
      columns.read(block, page);
      int firstRow = columns.firstRow();
      int first = raw.size;
      for (int at = from; at < to; at++) {
        int row = (int) (rows[at] >>> 32) - firstRow;
        raw.traces[raw.size] = (int) rows[at];
        for (int column = 0; column < RESOURCE; column++) {
          raw.columns[column][raw.size] = columns.values(column)[row];
        }
        raw.columns[RESOURCE][raw.size] = serviceOf[(int) columns.values(RESOURCE)[row]];
        raw.size++;
      }
      int[] picked = new int[to - from];
      Arrays.setAll(picked, at -> (int) (rows[from + at] >>> 32) - firstRow);
      readTests(page, picked, first);
      readFields(page, picked, first);
    }

    private void readTests(int page, int[] picked, int first) throws IOException {
      for (int test = 0; test < scans.size(); test++) {
        if (scans.get(test).isPresent()) {
          try {
            long[] passing = scans.get(test).get().select(page);
            for (int at = 0; at < picked.length; at++) {
              if (Bits.get(passing, picked[at])) {
                Bits.set(raw.passing[test], first + at);
              }
            }
          } catch (CorruptBlockException e) {
            gaps.accept(e);
          }
        }
      }
    }

    private void readFields(int page, int[] picked, int first) throws IOException {
      for (int field = 0; field < readers.size(); field++) {
        Values into = raw.values[field];
        if (readers.get(field).isPresent() && into != null) {
          try {
            var values = new Values(columns.rows(), raw.texts);
            readers.get(field).get().read(page, values);
            for (int at = 0; at < picked.length; at++) {
              into.copy(first + at, values, picked[at]);
            }
          } catch (CorruptBlockException e) {
            gaps.accept(e);
          }
        }
      }
    }
  }

  private int serviceNumber(String name) {
    return serviceNumbers.computeIfAbsent(
        name,
        _ -> {
          services.add(name);
          return services.size() - 1;
        });
  }

  /// Raw rows on their way into a batch: of a span that came again only the last stays.
  private final class Arranged {
    private final Raw raw;
    private final List<TraceId> traces;
    private final int[] order;
    private int[] firstRows = new int[0];

    Arranged(Raw raw, List<TraceId> traces) {
      this.raw = raw;
      this.traces = traces;
      order = sorted();
    }

    private int[] sorted() {
      Integer[] all = new Integer[raw.size];
      Arrays.setAll(all, row -> row);
      Arrays.sort(all, this::compareAsSpans);
      int kept = 0;
      for (int at = 0; at < all.length; at++) {
        if (at + 1 == all.length || compareAsSpans(all[at], all[at + 1]) != 0) {
          all[kept++] = all[at];
        }
      }
      Integer[] spans = Arrays.copyOf(all, kept);
      Arrays.sort(spans, this::compareByStart);
      int[] rows = new int[kept];
      Arrays.setAll(rows, at -> spans[at]);
      return rows;
    }

    /// Equal for sendings of one span, which sorting leaves in the order in which they came.
    private int compareAsSpans(int one, int other) {
      int byTrace = Integer.compare(raw.traces[one], raw.traces[other]);
      int byId = byTrace != 0 ? byTrace : Long.compareUnsigned(column(ID, one), column(ID, other));
      return byId != 0 ? byId : Long.compare(column(KIND, one), column(KIND, other));
    }

    private int compareByStart(int one, int other) {
      int byTrace = Integer.compare(raw.traces[one], raw.traces[other]);
      int byStart = byTrace != 0 ? byTrace : Long.compare(column(START, one), column(START, other));
      return byStart != 0 ? byStart : compareAsSpans(one, other);
    }

    private long column(int column, int row) {
      return raw.columns[column][row];
    }

    Batch batch() {
      firstRows = new int[traces.size() + 1];
      for (int row : order) {
        firstRows[raw.traces[row] + 1]++;
      }
      for (int trace = 0; trace < traces.size(); trace++) {
        firstRows[trace + 1] += firstRows[trace];
      }
      boolean[] hasError = new boolean[order.length];
      for (int at = 0; at < order.length; at++) {
        int status = (int) column(STATUS, order[at]);
        hasError[at] = StatusCode.of(status) == StatusCode.ERROR;
      }
      var spans =
          new Batch.Spans(
              longs(ID),
              longs(PARENT),
              ints(KIND),
              longs(START),
              longs(DURATION),
              hasError,
              ints(RESOURCE));
      var batch =
          new Batch(
              traces, firstRows, spans, List.copyOf(services), passing(), values(), checkpoint);
      derive(batch);
      return batch;
    }

    private long[] longs(int column) {
      long[] values = new long[order.length];
      Arrays.setAll(values, at -> column(column, order[at]));
      return values;
    }

    private int[] ints(int column) {
      int[] values = new int[order.length];
      Arrays.setAll(values, at -> (int) column(column, order[at]));
      return values;
    }

    private long[][] passing() {
      long[][] passing = new long[raw.passing.length][Bits.words(order.length)];
      for (int test = 0; test < passing.length; test++) {
        for (int at = 0; at < order.length; at++) {
          if (Bits.get(raw.passing[test], order[at])) {
            Bits.set(passing[test], at);
          }
        }
      }
      return passing;
    }

    private @Nullable Values[] values() {
      @Nullable Values[] values = new Values[raw.values.length];
      for (int field = 0; field < values.length; field++) {
        Values read = raw.values[field];
        if (read != null) {
          var arranged = new Values(order.length, raw.texts);
          for (int at = 0; at < order.length; at++) {
            arranged.copy(at, read, order[at]);
          }
          values[field] = arranged;
        }
      }
      return values;
    }
  }

  private void derive(Batch batch) {
    for (int field = 0; field < program.fields().size(); field++) {
      if (!batch.hasValues(field)) {
        Reference derived = program.fields().get(field);
        Optional<Values> stored =
            Derived.from(derived).map(from -> batch.values(program.unnamed(from)));
        batch.fill(field, Derived.of(derived, batch, stored));
      }
    }
  }
}
