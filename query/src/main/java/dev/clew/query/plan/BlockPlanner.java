package dev.clew.query.plan;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.ValueType;
import dev.clew.query.Condition;
import dev.clew.query.Field;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
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

/// Puts the condition of a plan to one block. Owned by the thread that plans.
final class BlockPlanner {
  private static final List<ValueType> TYPES = List.of(ValueType.values());

  private final Plan plan;
  private final Block block;
  private final Checkpoint checkpoint;

  BlockPlanner(Plan plan, Block block, Checkpoint checkpoint) {
    this.plan = plan;
    this.block = block;
    this.checkpoint = checkpoint;
  }

  RowTest test(Condition condition) throws IOException, QueryException {
    return switch (condition) {
      case Condition.Any _ -> RowTest.EVERYTHING;
      case Condition.Not(var inner) -> RowTest.not(test(inner));
      case Condition.All(var terms) -> RowTest.all(tests(terms));
      case Condition.Either(var terms) -> RowTest.either(tests(terms));
      case Condition.Exists(var field) -> exists(field);
      case Condition.Compare compare -> compare(compare);
    };
  }

  private List<RowTest> tests(List<Condition> terms) throws IOException, QueryException {
    var tests = new ArrayList<RowTest>();
    for (Condition term : terms) {
      tests.add(test(term));
    }
    return tests;
  }

  private RowTest exists(Field field) throws IOException, QueryException {
    return switch (field) {
      case Field.Attribute attribute -> attribute(attribute, new AttributeTest.Presence());
      case Field.Intrinsic intrinsic ->
          switch (intrinsic) {
            case NAME, KIND, STATUS, DURATION -> RowTest.EVERYTHING;
            case STATUS_MESSAGE -> numbers(Intrinsic.STATUS_MESSAGE, new ValueTest.Every());
            case EVENT_NAME -> numbers(Intrinsic.EVENT_NAME, new ValueTest.Every());
          };
    };
  }

  private RowTest compare(Condition.Compare compare) throws IOException, QueryException {
    Comparison comparison = plan.comparison(compare);
    return switch (compare.field()) {
      case Field.Attribute attribute -> attribute(attribute, comparison);
      case Field.Intrinsic intrinsic ->
          switch (intrinsic) {
            case NAME -> texts(Intrinsic.NAME, comparison);
            case STATUS_MESSAGE -> texts(Intrinsic.STATUS_MESSAGE, comparison);
            case EVENT_NAME -> texts(Intrinsic.EVENT_NAME, comparison);
            case DURATION -> numbers(Intrinsic.DURATION_NANOS, comparison.integers());
            case KIND ->
                compare.operand() instanceof Literal.Kind
                    ? numbers(Intrinsic.KIND, comparison.enums())
                    : RowTest.NOTHING;
            case STATUS ->
                compare.operand() instanceof Literal.Status
                    ? numbers(Intrinsic.STATUS, comparison.enums())
                    : RowTest.NOTHING;
          };
    };
  }

  private RowTest texts(ColumnKey key, Comparison comparison) throws IOException, QueryException {
    Optional<Column> column = block.column(key);
    return column.isEmpty() ? RowTest.NOTHING : comparison.onTexts(column.get(), checkpoint);
  }

  RowTest numbers(ColumnKey key, @Nullable ValueTest test) throws IOException {
    Optional<Column> column = block.column(key);
    return column.isEmpty() ? RowTest.NOTHING : Comparison.onNumbers(column.get(), test);
  }

  private RowTest attribute(Field.Attribute attribute, AttributeTest test)
      throws IOException, QueryException {
    String key = attribute.key();
    return switch (attribute.scope()) {
      case SPAN -> columns(type -> new ColumnKey.SpanAttribute(key, type), test);
      case EVENT -> columns(type -> new ColumnKey.EventAttribute(key, type), test);
      case LINK -> columns(type -> new ColumnKey.LinkAttribute(key, type), test);
      case RESOURCE ->
          records(Intrinsic.RESOURCE, block.resources(), Resource::attributes, key, test);
      case INSTRUMENTATION ->
          records(Intrinsic.SCOPE, block.scopes(), Scope::attributes, key, test);
      case ANY -> anywhere(key, test);
    };
  }

  private RowTest anywhere(String key, AttributeTest test) throws IOException, QueryException {
    var places = new ArrayList<RowTest>();
    for (Field.Scope scope : Field.Scope.values()) {
      if (scope != Field.Scope.ANY) {
        places.add(attribute(new Field.Attribute(scope, key), test));
      }
    }
    return RowTest.either(places);
  }

  private RowTest columns(Function<ValueType, ColumnKey> keys, AttributeTest test)
      throws IOException, QueryException {
    var places = new ArrayList<RowTest>();
    for (ValueType type : TYPES) {
      Optional<Column> column = block.column(keys.apply(type));
      if (column.isPresent()) {
        places.add(test.on(column.get(), type, checkpoint));
      }
    }
    return RowTest.either(places);
  }

  /// Decided once a record; where all records say the same, no row needs to be asked.
  private <T> RowTest records(
      ColumnKey key,
      List<T> records,
      Function<T, List<Attribute>> attributes,
      String name,
      AttributeTest test)
      throws IOException {
    var codes = new BitSet();
    for (int code = 0; code < records.size(); code++) {
      AttributeValue value = last(attributes.apply(records.get(code)), name);
      codes.set(code, value != null && test.holds(value));
    }
    if (codes.isEmpty()) {
      return RowTest.NOTHING;
    }
    return codes.cardinality() == records.size()
        ? RowTest.EVERYTHING
        : numbers(key, new ValueTest.Codes(codes));
  }

  /// Of a key that occurs twice the last counts.
  private static @Nullable AttributeValue last(List<Attribute> attributes, String key) {
    AttributeValue value = null;
    for (Attribute attribute : attributes) {
      if (attribute.key().equals(key)) {
        value = attribute.value();
      }
    }
    return value;
  }
}
