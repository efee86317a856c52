package dev.clew.query.eval;

import dev.clew.query.QueryException;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.BlockTests;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads what a program needs of the rows of one block. A test or a field that can not be read
/// counts as failed or without a value.
///
/// Owned by one thread.
final class BlockReader {
  // In the order of the columns of ReadRows; a resource stands for its service.
  private static final List<Intrinsic> COLUMNS =
      List.of(
          Intrinsic.SPAN_ID,
          Intrinsic.PARENT_SPAN_ID,
          Intrinsic.KIND,
          Intrinsic.START_NANOS,
          Intrinsic.DURATION_NANOS,
          Intrinsic.STATUS,
          Intrinsic.RESOURCE);

  private final Block block;
  private final Program program;
  private final Lexicon lexicon;
  private final Consumer<CorruptBlockException> gaps;
  private final List<Optional<PageScan>> scans = new ArrayList<>();
  private final List<Optional<FieldReader>> readers = new ArrayList<>();
  private final int[] serviceOf;
  private final PageColumns columns = new PageColumns(COLUMNS.toArray(Intrinsic[]::new));

  /// @param gaps is told what could not be read
  BlockReader(
      Block block,
      Program program,
      Lexicon lexicon,
      Consumer<CorruptBlockException> gaps,
      Checkpoint checkpoint)
      throws IOException, QueryException {
    this.block = block;
    this.program = program;
    this.lexicon = lexicon;
    this.gaps = gaps;
    serviceOf =
        block.resources().stream()
            .mapToInt(each -> lexicon.serviceNumber(each.serviceName()))
            .toArray();
    openTests(new BlockTests(block, checkpoint));
    openFields();
  }

  private void openTests(BlockTests tests) throws IOException, QueryException {
    for (SpanTest test : program.tests()) {
      try {
        scans.add(Optional.of(new PageScan(block, tests.of(test))));
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
                ? Optional.of(new FieldReader(block, field, lexicon.texts()))
                : Optional.empty());
      } catch (CorruptBlockException e) {
        gaps.accept(e);
        readers.add(Optional.empty());
      }
    }
  }

  /// Adds rows of a page.
  ///
  /// @param picked the rows in ascending order, counted from the page's first
  /// @param places of the trace of each
  void read(int page, int[] picked, int[] places, ReadRows into) throws IOException {
    columns.read(block, page);
    int first = into.add(places);
    for (int key = 0; key < COLUMNS.size(); key++) {
      long[] from = columns.values(key);
      long[] to = into.column(key);
      for (int at = 0; at < picked.length; at++) {
        to[first + at] = from[picked[at]];
      }
    }
    long[] services = into.column(ReadRows.SERVICE);
    for (int row = first; row < first + picked.length; row++) {
      services[row] = serviceOf[(int) services[row]];
    }
    readTests(page, picked, first, into);
    readFields(page, picked, first, into);
  }

  private void readTests(int page, int[] picked, int first, ReadRows into) throws IOException {
    for (int test = 0; test < scans.size(); test++) {
      if (scans.get(test).isPresent()) {
        try {
          long[] passing = scans.get(test).get().select(page);
          for (int at = 0; at < picked.length; at++) {
            if (Bits.get(passing, picked[at])) {
              Bits.set(into.passing(test), first + at);
            }
          }
        } catch (CorruptBlockException e) {
          gaps.accept(e);
        }
      }
    }
  }

  private void readFields(int page, int[] picked, int first, ReadRows into) throws IOException {
    for (int field = 0; field < readers.size(); field++) {
      Values values = into.values(field);
      if (readers.get(field).isPresent() && values != null) {
        try {
          readField(readers.get(field).get(), page, picked, first, values);
        } catch (CorruptBlockException e) {
          gaps.accept(e);
        }
      }
    }
  }

  private void readField(FieldReader reader, int page, int[] picked, int first, Values into)
      throws IOException {
    if (first == 0 && picked.length == columns.rows() && into.rows() == picked.length) {
      reader.read(page, into);
      return;
    }
    var values = new Values(columns.rows(), lexicon.texts());
    reader.read(page, values);
    for (int at = 0; at < picked.length; at++) {
      into.copy(first + at, values, picked[at]);
    }
  }
}
