package dev.clew.query.plan;

import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Operator;
import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.wire.otlp.EncodedValues;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A comparison that looks into arrays: it holds for one if it holds for some element, or, where it
/// asks for something not to be, for all.
///
/// @param question says all that the answer depends on besides the values
record AnyOrAll(Comparison comparison, boolean ofAll, Question question) implements AttributeTest {
  private static final int ENTRIES_A_CHECK = 256;

  /// Equal to what asks the same.
  record Question(Operator operator, Literal operand) {}

  static AnyOrAll of(Operator operator, Literal operand) {
    return new AnyOrAll(
        Comparison.of(operator, operand),
        Comparing.asksForNot(operator),
        new Question(operator, operand));
  }

  @Override
  public RowTest on(Column column, ValueType type, Checkpoint checkpoint)
      throws IOException, QueryException {
    return switch (type) {
      case ARRAY -> coded(column, column.codes(question, all -> arrays(all, checkpoint)));
      case STRING ->
          comparison.mayHoldOn(column)
              ? coded(column, column.codes(question, all -> comparison.texts(all, checkpoint)))
              : RowTest.NOTHING;
      case EMPTY, BOOL, INT, DOUBLE, MAP, BYTES -> comparison.on(column, type, checkpoint);
    };
  }

  private static RowTest coded(Column column, BitSet codes) {
    return codes.isEmpty()
        ? RowTest.NOTHING
        : new RowTest.Values(column, new ValueTest.Codes(codes));
  }

  private BitSet arrays(Dictionary dictionary, Checkpoint checkpoint) throws QueryException {
    var codes = new BitSet();
    for (int code = 0; code < dictionary.size(); code++) {
      if (code % ENTRIES_A_CHECK == 0) {
        checkpoint.check();
      }
      codes.set(code, holds(EncodedValues.decode(ValueType.ARRAY, dictionary.bytes(code))));
    }
    return codes;
  }

  @Override
  public boolean holds(AttributeValue value) {
    if (value instanceof AttributeValue.Array(var values)) {
      return ofAll ? values.stream().allMatch(this::holds) : values.stream().anyMatch(this::holds);
    }
    return comparison.holds(value);
  }

  @Override
  public @Nullable ValueTest enums() {
    return comparison.enums();
  }
}
