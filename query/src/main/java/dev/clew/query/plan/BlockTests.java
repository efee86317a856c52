package dev.clew.query.plan;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.ValueType;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts tests to one block: what its dictionaries decide is decided. Owned by the thread that
/// plans.
public final class BlockTests {
  private static final List<ValueType> TYPES = List.of(ValueType.values());
  private static final AttributeValue NO_TEXT = new AttributeValue.Text("");

  private final Block block;
  private final Checkpoint checkpoint;

  public BlockTests(Block block, Checkpoint checkpoint) {
    this.block = block;
    this.checkpoint = checkpoint;
  }

  /// What the block's rows have to pass. Reads dictionaries but no pages.
  public RowTest of(SpanTest test) throws IOException, QueryException {
    return switch (test) {
      case SpanTest.Every _ -> RowTest.EVERYTHING;
      case SpanTest.None _ -> RowTest.NOTHING;
      case SpanTest.Not(var inner) -> RowTest.not(of(inner));
      case SpanTest.All(var terms) -> RowTest.all(of(terms));
      case SpanTest.Either(var terms) -> RowTest.either(of(terms));
      case SpanTest.Present(var field) -> of(field, new AttributeTest.Presence());
      case SpanTest.Passes(var field, var passing) -> of(field, passing);
      case SpanTest.IsNumber(var column, var number) ->
          numbers(column, new ValueTest.Integers(number, number, true));
    };
  }

  private List<RowTest> of(List<SpanTest> terms) throws IOException, QueryException {
    var tests = new ArrayList<RowTest>();
    for (SpanTest term : terms) {
      tests.add(of(term));
    }
    return tests;
  }

  RowTest numbers(ColumnKey key, ValueTest test) throws IOException {
    Optional<Column> column = block.column(key);
    return column.isEmpty() ? RowTest.NOTHING : new RowTest.Values(column.get(), test);
  }

  private RowTest of(Reference field, AttributeTest test) throws IOException, QueryException {
    return switch (field) {
      case FieldExpr.Attribute(var scope, var key, _) ->
          switch (scope) {
            case ANY -> first(key, test);
            case SPAN -> columns(type -> new ColumnKey.SpanAttribute(key, type), test);
            case EVENT -> columns(type -> new ColumnKey.EventAttribute(key, type), test);
            case LINK -> columns(type -> new ColumnKey.LinkAttribute(key, type), test);
            case RESOURCE -> resources(key, test);
            case INSTRUMENTATION -> scopes(scopeOf -> last(scopeOf.attributes(), key), test);
            case PARENT, PARENT_SPAN, PARENT_RESOURCE -> throw notHere(field);
          };
      case FieldExpr.Of(var intrinsic, _) ->
          switch (intrinsic) {
            case NAME -> column(Intrinsic.NAME, ValueType.STRING, test);
            case EVENT_NAME -> column(Intrinsic.EVENT_NAME, ValueType.STRING, test);
            case STATUS_MESSAGE -> statusMessage(test);
            case TRACE_STATE -> column(Intrinsic.TRACE_STATE, ValueType.STRING, test);
            case DURATION -> column(Intrinsic.DURATION_NANOS, ValueType.INT, test);
            case EVENT_TIME -> column(Intrinsic.EVENT_SINCE_START_NANOS, ValueType.INT, test);
            case KIND -> enums(Intrinsic.KIND, test);
            case STATUS -> enums(Intrinsic.STATUS, test);
            case SCOPE_NAME -> scopes(scope -> text(scope.name()), test);
            case SCOPE_VERSION -> scopes(scope -> text(scope.version()), test);
            case SPAN_ID,
                PARENT_ID,
                CHILD_COUNT,
                ROOT_NAME,
                ROOT_SERVICE,
                TRACE_DURATION,
                TRACE_ID,
                LINK_TRACE_ID,
                LINK_SPAN_ID,
                NESTED_SET_LEFT,
                NESTED_SET_RIGHT,
                NESTED_SET_PARENT,
                PARENT,
                CRITICAL_PATH,
                SELF ->
                throw notHere(field);
          };
    };
  }

  private static IllegalArgumentException notHere(Reference field) {
    return new IllegalArgumentException("needs a field of a span alone, got " + field);
  }

  private static @Nullable AttributeValue text(String text) {
    return text.isEmpty() ? null : new AttributeValue.Text(text);
  }

  private RowTest column(ColumnKey key, ValueType type, AttributeTest test)
      throws IOException, QueryException {
    Optional<Column> column = block.column(key);
    return column.isEmpty() ? RowTest.NOTHING : test.on(column.get(), type, checkpoint);
  }

  /// Every span has a message; only those that are not empty are stored.
  private RowTest statusMessage(AttributeTest test) throws IOException, QueryException {
    RowTest stored = column(Intrinsic.STATUS_MESSAGE, ValueType.STRING, test);
    return test.holds(NO_TEXT)
        ? RowTest.either(
            List.of(stored, RowTest.not(numbers(Intrinsic.STATUS_MESSAGE, new ValueTest.Every()))))
        : stored;
  }

  private RowTest enums(ColumnKey key, AttributeTest test) throws IOException {
    ValueTest values = test.enums();
    return values == null ? RowTest.NOTHING : numbers(key, values);
  }

  /// Where a row has the attribute in several places, the first place counts.
  private RowTest first(String key, AttributeTest test) throws IOException, QueryException {
    RowTest found = RowTest.NOTHING;
    for (FieldExpr.Scope scope : Fields.FIRST_TO_LAST.reversed()) {
      Reference here = Fields.of(scope, key);
      RowTest isHere = of(here, new AttributeTest.Presence());
      found =
          RowTest.either(List.of(of(here, test), RowTest.all(List.of(RowTest.not(isHere), found))));
    }
    return found;
  }

  private RowTest columns(Function<ValueType, ColumnKey> keys, AttributeTest test)
      throws IOException, QueryException {
    var places = new ArrayList<RowTest>();
    for (ValueType type : TYPES) {
      places.add(column(keys.apply(type), type, test));
    }
    return RowTest.either(places);
  }

  private RowTest resources(String key, AttributeTest test) throws IOException {
    return records(
        Intrinsic.RESOURCE,
        block.resources(),
        (Resource resource) -> last(resource.attributes(), key),
        test);
  }

  private RowTest scopes(Function<Scope, @Nullable AttributeValue> value, AttributeTest test)
      throws IOException {
    return records(Intrinsic.SCOPE, block.scopes(), value, test);
  }

  /// Decided once a record; where all records say the same, no row needs to be asked.
  private <T> RowTest records(
      ColumnKey key,
      List<T> records,
      Function<T, @Nullable AttributeValue> values,
      AttributeTest test)
      throws IOException {
    var codes = new BitSet();
    for (int code = 0; code < records.size(); code++) {
      AttributeValue value = values.apply(records.get(code));
      codes.set(code, value != null && test.holds(value));
    }
    if (codes.isEmpty()) {
      return RowTest.NOTHING;
    }
    return codes.cardinality() == records.size()
        ? RowTest.EVERYTHING
        : numbers(key, new ValueTest.Codes(codes));
  }

  private static @Nullable AttributeValue last(List<Attribute> attributes, String key) {
    return Fields.last(attributes, key);
  }
}
