package dev.clew.query.plan;

import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Operator;
import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import dev.clew.wire.otlp.EncodedValues;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
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
      case ARRAY -> mayHoldOnArrays(column) ? onArrays(column, checkpoint) : RowTest.NOTHING;
      case STRING -> comparison.mayHoldOn(column) ? onTexts(column, checkpoint) : RowTest.NOTHING;
      case EMPTY, BOOL, INT, DOUBLE, MAP, BYTES -> comparison.on(column, type, checkpoint);
    };
  }

  private RowTest onArrays(Column column, Checkpoint checkpoint)
      throws IOException, QueryException {
    Optional<Walk> walk = comparison.walk().map(ArrayWalk::new);
    return coded(column, column.codes(question, asking(all -> arrays(all, checkpoint), walk)));
  }

  private RowTest onTexts(Column column, Checkpoint checkpoint) throws IOException, QueryException {
    Optional<Walk> walk = comparison.walk();
    return coded(
        column, column.codes(question, asking(all -> comparison.texts(all, checkpoint), walk)));
  }

  /// Texts stand in encoded arrays as they are.
  private Column.Answer<QueryException> asking(
      Column.Answer<QueryException> answer, Optional<Walk> walk) {
    return new Column.Answer<>() {
      @Override
      public BitSet of(Dictionary dictionary) throws IOException, QueryException {
        return answer.of(dictionary);
      }

      @Override
      public List<byte[]> parts() {
        return ofAll ? List.of() : comparison.parts();
      }

      @Override
      public Optional<Walk> walk() {
        return walk;
      }
    };
  }

  /// False only where a text is asked for that is in no array.
  private boolean mayHoldOnArrays(Column arrays) throws IOException {
    return ofAll || comparison.parts().isEmpty() || comparison.mayHoldOn(arrays);
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
      codes.set(code, mayHold(dictionary, code) && holds(decoded(dictionary, code)));
    }
    return codes;
  }

  private boolean mayHold(Dictionary dictionary, int code) {
    return ofAll || comparison.parts().stream().allMatch(part -> dictionary.has(code, part));
  }

  private static AttributeValue decoded(Dictionary dictionary, int code) {
    return EncodedValues.decode(ValueType.ARRAY, dictionary.bytes(code));
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
