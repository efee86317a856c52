package dev.clew.query.eval;

import dev.clew.query.Value;
import dev.clew.query.eval.FieldSources.Source;
import dev.clew.query.eval.Values.Tag;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the values that one field has in the pages of a block. Owned by one thread.
final class FieldReader implements MatchedSpans.Meaning {
  private static final int NO_CODE = -1;

  private final Block block;
  private final Texts texts;
  private final ColumnPage buffer = new ColumnPage();
  private final ColumnPage lowHalves = new ColumnPage();

  /// Those of one inner list hold values of the same rank; those of a later list go before.
  private final List<List<Source>> ranks;

  FieldReader(Block block, Reference field, Texts texts) throws IOException {
    this.block = block;
    this.texts = texts;
    ranks = FieldSources.of(block, field, texts);
  }

  private static String hex(long half) {
    return HexFormat.of().toHexDigits(half);
  }

  /// The only source of the field's values; null where there are several, or none.
  private @Nullable Source only() {
    return ranks.size() == 1 && ranks.getFirst().size() == 1 ? ranks.getFirst().getFirst() : null;
  }

  /// Fills `into`, whose rows count from the page's first, with the codes of the first values of
  /// rows; false where the field's values are not stored as codes.
  boolean readCodes(int page, int[] into) throws IOException {
    return switch (only()) {
      case Source.OfRecords(var column, _, _) -> readCodes(column, page, into);
      case Source.OfColumn(var column, var tag, _) ->
          FieldSources.isCoded(tag) && readCodes(column, page, into);
      case Source.Always _, Source.OfTraceIds _ -> false;
      case null -> false;
    };
  }

  /// Adds to `into` what a code stands for.
  void addCode(int code, int row, Values into) {
    switch (only()) {
      case Source.OfRecords(_, var types, var bits) -> into.add(row, types[code], bits[code]);
      case Source.OfColumn(_, var tag, var base) -> into.add(row, tag, (long) code + base);
      case Source.Always _, Source.OfTraceIds _ -> throw notCoded();
      case null -> throw notCoded();
    }
  }

  /// Adds to `into` a number of the field.
  void addNumber(long number, int row, Values into) {
    if (only() instanceof Source.OfColumn(_, var tag, _)) {
      into.add(row, tag, number);
    }
  }

  private boolean readCodes(Column column, int page, int[] into) throws IOException {
    int firstRow = block.firstRow(page);
    column.read(page, buffer);
    long[] values = buffer.values();
    if (!buffer.isDense()) {
      Arrays.fill(into, 0, block.firstRow(page + 1) - firstRow, NO_CODE);
      int[] rows = buffer.rows();
      // From behind: the first of several values of a row counts.
      for (int at = buffer.size() - 1; at >= 0; at--) {
        into[rows[at] - firstRow] = (int) values[at];
      }
      return true;
    }
    int shift = buffer.firstRow() - firstRow;
    for (int at = 0; at < buffer.size(); at++) {
      into[at + shift] = (int) values[at];
    }
    return true;
  }

  @Override
  public Value value(int code) {
    return switch (only()) {
      case Source.OfRecords(_, var types, var bits) -> Values.value(types[code], bits[code], texts);
      case Source.OfColumn(_, var tag, var base) -> Values.value(tag, (long) code + base, texts);
      case Source.Always _, Source.OfTraceIds _ -> throw notCoded();
      case null -> throw notCoded();
    };
  }

  private static IllegalStateException notCoded() {
    return new IllegalStateException("needs a field whose values are codes");
  }

  /// Reads the integers of a page, where each row has one; null where not, or where the field has
  /// other values. Valid until the next read.
  long @Nullable [] readIntegers(int page) throws IOException {
    if (!(only() instanceof Source.OfColumn(var column, var tag, _))
        || (tag != Tag.INT && tag != Tag.NANOS)) {
      return null;
    }
    column.read(page, buffer);
    boolean isEach =
        buffer.isDense() && buffer.size() == block.firstRow(page + 1) - block.firstRow(page);
    return isEach ? buffer.values() : null;
  }

  /// Fills `into`, whose rows count from the page's first.
  void read(int page, Values into) throws IOException {
    into.clear();
    int rows = block.firstRow(page + 1) - block.firstRow(page);
    for (int rank = 0; rank < ranks.size(); rank++) {
      if (rank == 0) {
        read(page, ranks.get(rank), into);
      } else if (!ranks.get(rank).isEmpty()) {
        var before = new Values(rows, texts);
        read(page, ranks.get(rank), before);
        into.overlay(before, rows);
      }
    }
  }

  private void read(int page, List<Source> rank, Values into) throws IOException {
    int firstRow = block.firstRow(page);
    for (Source source : rank) {
      switch (source) {
        case Source.Always(var tag, var bits) -> {
          for (int row = block.firstRow(page + 1) - firstRow - 1; row >= 0; row--) {
            into.add(row, tag, bits);
          }
        }
        case Source.OfRecords(var column, var types, var bits) -> {
          column.read(page, buffer);
          int[] rows = buffer.rows();
          long[] codes = buffer.values();
          for (int at = 0; at < buffer.size(); at++) {
            int code = (int) codes[at];
            into.add(rows[at] - firstRow, types[code], bits[code]);
          }
        }
        case Source.OfColumn(var column, var tag, var base) -> {
          column.read(page, buffer);
          boolean mayBeNone = tag == Tag.ID && column.key() != Intrinsic.LINK_SPAN_ID;
          int[] rows = buffer.rows();
          long[] values = buffer.values();
          for (int at = 0; at < buffer.size(); at++) {
            boolean isNone = mayBeNone && values[at] == 0;
            into.add(rows[at] - firstRow, isNone ? Tag.NIL : tag, values[at] + base);
          }
        }
        case Source.OfTraceIds(var high, var low) -> {
          high.read(page, buffer);
          low.read(page, lowHalves);
          var words = new Words();
          int count = Math.min(buffer.size(), lowHalves.size());
          for (int at = 0; at < count; at++) {
            words.add(hex(buffer.values()[at]) + hex(lowHalves.values()[at]));
          }
          int first = texts.add(words);
          for (int at = 0; at < count; at++) {
            into.add(buffer.rows()[at] - firstRow, Tag.TEXT, (long) first + at);
          }
        }
      }
    }
  }
}
