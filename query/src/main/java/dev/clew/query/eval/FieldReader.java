package dev.clew.query.eval;

import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.ValueType;
import dev.clew.query.Value;
import dev.clew.query.eval.Values.Tag;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.wire.otlp.EncodedValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the values that one field has in the pages of a block. Owned by one thread.
final class FieldReader implements MatchedSpans.Meaning {
  private static final int NO_CODE = -1;

  /// Where values stand.
  private sealed interface Source {
    /// @param base what to add to codes
    record OfColumn(Column column, Tag tag, int base) implements Source {}

    /// By code of a column that every row has.
    @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
    record OfRecords(Column column, Tag[] types, long[] bits) implements Source {}

    /// Ids in two halves, a text each.
    record OfTraceIds(Column high, Column low) implements Source {}

    record Always(Tag tag, long bits) implements Source {}
  }

  private final Block block;
  private final Texts texts;
  private final ColumnPage buffer = new ColumnPage();
  private final ColumnPage lowHalves = new ColumnPage();

  /// Those of one inner list hold values of the same rank; those of a later list go before.
  private final List<List<Source>> ranks = new ArrayList<>();

  FieldReader(Block block, Reference field, Texts texts) throws IOException {
    this.block = block;
    this.texts = texts;
    open(field);
  }

  private void open(Reference field) throws IOException {
    switch (field) {
      case FieldExpr.Attribute(var scope, var key, _) -> open(scope, key);
      case FieldExpr.Of(var intrinsic, _) ->
          ranks.add(
              switch (intrinsic) {
                case NAME -> texts(Intrinsic.NAME);
                case EVENT_NAME -> texts(Intrinsic.EVENT_NAME);
                case STATUS_MESSAGE -> statusMessage();
                case TRACE_STATE -> texts(Intrinsic.TRACE_STATE);
                case DURATION -> numbers(Intrinsic.DURATION_NANOS, Tag.NANOS);
                case KIND -> numbers(Intrinsic.KIND, Tag.KIND);
                case STATUS -> numbers(Intrinsic.STATUS, Tag.STATUS);
                case SPAN_ID -> numbers(Intrinsic.SPAN_ID, Tag.ID);
                case PARENT_ID -> numbers(Intrinsic.PARENT_SPAN_ID, Tag.ID);
                case EVENT_TIME -> numbers(Intrinsic.EVENT_SINCE_START_NANOS, Tag.NANOS);
                case LINK_SPAN_ID -> numbers(Intrinsic.LINK_SPAN_ID, Tag.ID);
                case LINK_TRACE_ID -> linkedTraces();
                case SCOPE_NAME -> scopes(scope -> text(scope.name()));
                case SCOPE_VERSION -> scopes(scope -> text(scope.version()));
                default -> throw new IllegalArgumentException("needs a stored field, got " + field);
              });
    }
  }

  private void open(FieldExpr.Scope scope, String key) throws IOException {
    switch (scope) {
      case ANY -> {
        for (FieldExpr.Scope each : Fields.FIRST_TO_LAST.reversed()) {
          open(each, key);
        }
      }
      case SPAN -> ranks.add(columns(type -> new ColumnKey.SpanAttribute(key, type)));
      case EVENT -> ranks.add(columns(type -> new ColumnKey.EventAttribute(key, type)));
      case LINK -> ranks.add(columns(type -> new ColumnKey.LinkAttribute(key, type)));
      case RESOURCE ->
          ranks.add(
              records(
                  Intrinsic.RESOURCE,
                  block.resources(),
                  (Resource resource) -> Fields.last(resource.attributes(), key)));
      case INSTRUMENTATION ->
          ranks.add(scopes(instrumentation -> Fields.last(instrumentation.attributes(), key)));
      case PARENT, PARENT_SPAN, PARENT_RESOURCE ->
          throw new IllegalArgumentException("needs a stored field, got one of a parent");
    }
  }

  private static @Nullable AttributeValue text(String text) {
    return text.isEmpty() ? null : new AttributeValue.Text(text);
  }

  private List<Source> statusMessage() throws IOException {
    var words = new Words();
    words.add("");
    var sources = new ArrayList<Source>();
    sources.add(new Source.Always(Tag.TEXT, texts.add(words)));
    ranks.add(sources);
    return texts(Intrinsic.STATUS_MESSAGE);
  }

  private List<Source> texts(ColumnKey key) throws IOException {
    Optional<Column> column = block.column(key);
    return column.isEmpty() ? List.of() : List.of(coded(column.get(), Tag.TEXT));
  }

  private Source coded(Column column, Tag tag) throws IOException {
    return new Source.OfColumn(column, tag, texts.add(column.dictionary().orElseThrow()));
  }

  private List<Source> numbers(ColumnKey key, Tag tag) throws IOException {
    Optional<Column> column = block.column(key);
    return column.isEmpty() ? List.of() : List.of(new Source.OfColumn(column.get(), tag, 0));
  }

  private List<Source> linkedTraces() throws IOException {
    Optional<Column> high = block.column(Intrinsic.LINK_TRACE_ID_HIGH);
    Optional<Column> low = block.column(Intrinsic.LINK_TRACE_ID_LOW);
    return high.isEmpty() || low.isEmpty()
        ? List.of()
        : List.of(new Source.OfTraceIds(high.get(), low.get()));
  }

  private List<Source> columns(Function<ValueType, ColumnKey> keys) throws IOException {
    var sources = new ArrayList<Source>();
    for (ValueType type : ValueType.values()) {
      Optional<Column> column = block.column(keys.apply(type));
      if (column.isPresent()) {
        sources.add(
            switch (type) {
              case STRING, ARRAY, MAP, BYTES -> coded(column.get(), Values.tag(type));
              case EMPTY, BOOL, INT, DOUBLE ->
                  new Source.OfColumn(column.get(), Values.tag(type), 0);
            });
      }
    }
    return sources;
  }

  private List<Source> scopes(Function<Scope, @Nullable AttributeValue> value) throws IOException {
    return records(Intrinsic.SCOPE, block.scopes(), value);
  }

  private <T> List<Source> records(
      ColumnKey key, List<T> records, Function<T, @Nullable AttributeValue> values)
      throws IOException {
    var types = new Tag[records.size()];
    long[] bits = new long[records.size()];
    var words = new Words();
    boolean isAnywhere = false;
    for (int code = 0; code < types.length; code++) {
      AttributeValue value = values.apply(records.get(code));
      types[code] = value == null ? Tag.NIL : Values.tag(value.type());
      bits[code] = value == null ? 0 : bits(value, words);
      isAnywhere |= value != null;
    }
    if (!isAnywhere) {
      return List.of();
    }
    int base = texts.add(words);
    for (int code = 0; code < types.length; code++) {
      bits[code] += isCoded(types[code]) ? base : 0;
    }
    return List.of(new Source.OfRecords(block.column(key).orElseThrow(), types, bits));
  }

  private static long bits(AttributeValue value, Words words) {
    return switch (value) {
      case AttributeValue.Bool(var bool) -> bool ? 1 : 0;
      case AttributeValue.Int(var number) -> number;
      case AttributeValue.Real(var number) -> Double.doubleToRawLongBits(number);
      case AttributeValue.Empty _ -> 0;
      case AttributeValue.Text _,
          AttributeValue.Array _,
          AttributeValue.Map _,
          AttributeValue.Bytes _ ->
          words.add(EncodedValues.encode(value));
    };
  }

  private static boolean isCoded(Tag tag) {
    return switch (tag) {
      case TEXT, ARRAY, MAP, BYTES -> true;
      case NIL, BOOL, INT, REAL, NANOS, STATUS, KIND, ID, EMPTY -> false;
    };
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
      case Source.OfColumn(var column, var tag, _) -> isCoded(tag) && readCodes(column, page, into);
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
