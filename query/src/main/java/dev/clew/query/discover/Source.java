package dev.clew.query.discover;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.ValueType;
import dev.clew.query.Value;
import dev.clew.query.plan.ArrayWalk;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import dev.clew.wire.otlp.EncodedValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A column of a block with the values that its bits stand for.
///
/// @param codeCount how many codes there are; -1 where values are numbers themselves, or in a
///   dictionary
/// @param meaning the values that bits stand for, as far as they can be compared
record Source(Column column, int codeCount, Meaning meaning) {
  private static final int NONE = -1;

  /// What bits stand for.
  interface Meaning {
    List<Value> of(long bits) throws IOException;
  }

  /// What the codes of a dictionary stand for, which is read when a code is to be understood. Owned
  /// by one thread.
  static final class Coded implements Meaning {
    private final Column column;
    private final ValueType type;
    private @Nullable Dictionary dictionary;

    private Coded(Column column, ValueType type) {
      this.column = column;
      this.type = type;
    }

    @Override
    public List<Value> of(long bits) throws IOException {
      if (dictionary == null) {
        dictionary = column.dictionary().orElseThrow();
      }
      return of(dictionary, (int) bits);
    }

    /// What stands in a dictionary of the column, or in a part of it.
    List<Value> of(Dictionary values, int at) {
      return type == ValueType.STRING
          ? List.of(new Value.Text(values.text(at)))
          : comparable(EncodedValues.decode(type, values.bytes(at)));
    }

    /// A walk over texts, made one over what stands in the dictionary.
    Walk over(Walk texts) {
      return type == ValueType.STRING ? texts : new ArrayWalk(texts);
    }
  }

  /// The same column, its bits understood in another way.
  Source meaning(Meaning other) {
    return new Source(column, codeCount, other);
  }

  /// True when all values are known without reading rows.
  boolean isListed() {
    return (codeCount != NONE || meaning instanceof Coded) && column.isEveryCodeUsed();
  }

  /// Where a block has the values of a field.
  static List<Source> of(Block block, Reference field) throws IOException {
    return switch (field) {
      case FieldExpr.Attribute(var scope, var key, _) -> of(block, scope, key);
      case FieldExpr.Of(var intrinsic, _) ->
          switch (intrinsic) {
            case NAME -> column(block, Intrinsic.NAME, ValueType.STRING);
            case STATUS_MESSAGE -> column(block, Intrinsic.STATUS_MESSAGE, ValueType.STRING);
            case EVENT_NAME -> column(block, Intrinsic.EVENT_NAME, ValueType.STRING);
            case STATUS ->
                numbers(
                    block,
                    Intrinsic.STATUS,
                    bits -> List.of(new Value.Status(StatusCode.of((int) bits))));
            case KIND ->
                numbers(
                    block,
                    Intrinsic.KIND,
                    bits -> List.of(new Value.Kind(SpanKind.of((int) bits))));
            case SCOPE_NAME -> scopes(block, scope -> text(scope.name()));
            case SCOPE_VERSION -> scopes(block, scope -> text(scope.version()));
            default -> List.of();
          };
    };
  }

  private static List<Source> of(Block block, FieldExpr.Scope scope, String key)
      throws IOException {
    return switch (scope) {
      case ANY -> {
        var all = new ArrayList<Source>();
        for (FieldExpr.Scope each : Fields.FIRST_TO_LAST) {
          all.addAll(of(block, each, key));
        }
        yield all;
      }
      case SPAN -> columns(block, type -> new ColumnKey.SpanAttribute(key, type));
      case EVENT -> columns(block, type -> new ColumnKey.EventAttribute(key, type));
      case LINK -> columns(block, type -> new ColumnKey.LinkAttribute(key, type));
      case RESOURCE ->
          records(
              block,
              Intrinsic.RESOURCE,
              block.resources(),
              (Resource resource) -> last(resource.attributes(), key));
      case INSTRUMENTATION -> scopes(block, of -> last(of.attributes(), key));
      case PARENT, PARENT_SPAN, PARENT_RESOURCE -> List.of();
    };
  }

  private static @Nullable AttributeValue last(List<Attribute> attributes, String key) {
    return Fields.last(attributes, key);
  }

  private static @Nullable AttributeValue text(String text) {
    return text.isEmpty() ? null : new AttributeValue.Text(text);
  }

  private static List<Source> columns(Block block, Function<ValueType, ColumnKey> keys)
      throws IOException {
    var all = new ArrayList<Source>();
    for (ValueType type : ValueType.values()) {
      all.addAll(column(block, keys.apply(type), type));
    }
    return all;
  }

  private static List<Source> column(Block block, ColumnKey key, ValueType type)
      throws IOException {
    return switch (type) {
      case BOOL -> numbers(block, key, bits -> List.of(new Value.Bool(bits != 0)));
      case INT -> numbers(block, key, bits -> List.of(new Value.Int(bits)));
      case DOUBLE ->
          numbers(block, key, bits -> List.of(new Value.Real(Double.longBitsToDouble(bits))));
      case STRING, ARRAY -> coded(block, key, type);
      case MAP, BYTES, EMPTY -> List.of();
    };
  }

  private static List<Source> numbers(Block block, ColumnKey key, Meaning meaning)
      throws IOException {
    Optional<Column> column = block.column(key);
    return column.map(each -> List.of(new Source(each, NONE, meaning))).orElse(List.of());
  }

  private static List<Source> coded(Block block, ColumnKey key, ValueType type) throws IOException {
    Optional<Column> column = block.column(key);
    return column
        .map(each -> List.of(new Source(each, NONE, new Coded(each, type))))
        .orElse(List.of());
  }

  private static List<Source> scopes(Block block, Function<Scope, @Nullable AttributeValue> value)
      throws IOException {
    return records(block, Intrinsic.SCOPE, block.scopes(), value);
  }

  private static <T> List<Source> records(
      Block block, ColumnKey key, List<T> records, Function<T, @Nullable AttributeValue> value)
      throws IOException {
    var byCode = new ArrayList<List<Value>>();
    for (T each : records) {
      AttributeValue found = value.apply(each);
      byCode.add(found == null ? List.of() : comparable(found));
    }
    if (byCode.stream().allMatch(List::isEmpty)) {
      return List.of();
    }
    Column column = block.column(key).orElseThrow();
    return List.of(new Source(column, byCode.size(), code -> byCode.get((int) code)));
  }

  private static List<Value> comparable(AttributeValue value) {
    return comparable(Value.of(value));
  }

  /// What a value offers to be compared with: itself, or its elements.
  static List<Value> comparable(Value value) {
    return switch (value) {
      case Value.Items(var items) ->
          items.stream().flatMap(each -> comparable(each).stream()).toList();
      case Value.Nil _, Value.Other _ -> List.of();
      case Value.Bool _,
          Value.Int _,
          Value.Real _,
          Value.Text _,
          Value.Nanos _,
          Value.Status _,
          Value.Kind _ ->
          List.of(value);
    };
  }
}
