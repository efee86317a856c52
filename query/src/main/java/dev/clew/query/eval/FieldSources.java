package dev.clew.query.eval;

import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.ValueType;
import dev.clew.query.eval.Values.Tag;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.wire.otlp.EncodedValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds where a block has the values of a field. Owned by one thread.
final class FieldSources {
  /// Where values stand.
  sealed interface Source {
    /// A column of its own.
    ///
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

  /// Those of one inner list hold values of the same rank; those of a later list go before.
  private final List<List<Source>> ranks = new ArrayList<>();

  private FieldSources(Block block, Texts texts) {
    this.block = block;
    this.texts = texts;
  }

  /// Those of one inner list hold values of the same rank; those of a later list go before.
  static List<List<Source>> of(Block block, Reference field, Texts texts) throws IOException {
    var sources = new FieldSources(block, texts);
    sources.open(field);
    return sources.ranks;
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

  /// True when the bits of such values are codes.
  static boolean isCoded(Tag tag) {
    return switch (tag) {
      case TEXT, ARRAY, MAP, BYTES -> true;
      case NIL, BOOL, INT, REAL, NANOS, STATUS, KIND, ID, EMPTY -> false;
    };
  }
}
