package dev.clew.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.ValueType;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Operator;
import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A comparison made ready once a query: what a value of each type has to pass, or nothing where
/// that type cannot be compared with the operand.
record Comparison(
    @Nullable TextTest texts,
    @Nullable ValueTest bools,
    @Nullable ValueTest integers,
    @Nullable ValueTest reals,
    @Nullable ValueTest enums)
    implements AttributeTest {
  private static final int ENTRIES_A_CHECK = 256;
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  static Comparison of(Operator operator, Literal operand) {
    return switch (operand) {
      case Literal.Text(var value) ->
          new Comparison(TextTest.of(operator, value), null, null, null, null);
      case Literal.Bool(var value) ->
          new Comparison(null, Bounds.integers(operator, value ? 1 : 0), null, null, null);
      case Literal.Int(var value) -> ofNumber(operator, value);
      case Literal.Span(var value) -> ofNumber(operator, nanos(value));
      case Literal.Real(var value) ->
          new Comparison(
              null, null, Bounds.integers(operator, value), Bounds.reals(operator, value), null);
      case Literal.Status(var value) ->
          ofEnum(operator, value.ordinal(), StatusCode.values().length);
      case Literal.Kind(var value) -> ofEnum(operator, value.ordinal(), SpanKind.values().length);
    };
  }

  private static Comparison ofNumber(Operator operator, long value) {
    return new Comparison(
        null, null, Bounds.integers(operator, value), Bounds.reals(operator, value), null);
  }

  private static Comparison ofEnum(Operator operator, int number, int known) {
    ValueTest test = Bounds.integers(operator, number);
    var numbers = new BitSet();
    for (int candidate = 0; candidate < known; candidate++) {
      numbers.set(candidate, test.holds(candidate));
    }
    return new Comparison(null, null, null, null, new ValueTest.Numbers(numbers, known));
  }

  /// Beyond what 64 bits hold, which is longer than any span, the most they hold.
  static long nanos(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      return Long.MAX_VALUE;
    }
    return duration.compareTo(LONGEST.negated()) < 0 ? Long.MIN_VALUE : duration.toNanos();
  }

  @Override
  public RowTest on(Column column, ValueType type, Checkpoint checkpoint)
      throws IOException, QueryException {
    return type == ValueType.STRING
        ? onTexts(column, checkpoint)
        : onNumbers(column, numbers(type));
  }

  /// The test on a column of codes, decided once a dictionary entry.
  RowTest onTexts(Column column, Checkpoint checkpoint) throws IOException, QueryException {
    if (!mayHoldOn(column)) {
      return RowTest.NOTHING;
    }
    BitSet codes = texts(column.dictionary().orElseThrow(), checkpoint);
    return codes.isEmpty()
        ? RowTest.NOTHING
        : new RowTest.Values(column, new ValueTest.Codes(codes));
  }

  /// False only if no text of the column can pass.
  boolean mayHoldOn(Column column) throws IOException {
    return texts != null && texts.mayHoldOn(column);
  }

  /// What each text has in it that passes.
  List<byte[]> parts() {
    return texts == null ? List.of() : texts.parts();
  }

  /// Judges texts beforehand, if that is faster than to look at each.
  Optional<Walk> walk() {
    return texts == null ? Optional.empty() : texts.walk();
  }

  /// The codes of the texts that pass.
  BitSet texts(Dictionary dictionary, Checkpoint checkpoint) throws QueryException {
    var codes = new BitSet();
    for (int code = 0; texts != null && code < dictionary.size(); code++) {
      if (code % ENTRIES_A_CHECK == 0) {
        checkpoint.check();
      }
      codes.set(code, texts.holds(dictionary, code));
    }
    return codes;
  }

  static RowTest onNumbers(Column column, @Nullable ValueTest test) {
    return test == null ? RowTest.NOTHING : new RowTest.Values(column, test);
  }

  @Override
  public boolean holds(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> texts != null && texts.holds(text.getBytes(UTF_8));
      case AttributeValue.Bool(var flag) -> holds(ValueType.BOOL, flag ? 1 : 0);
      case AttributeValue.Int(var number) -> holds(ValueType.INT, number);
      case AttributeValue.Real(var real) ->
          holds(ValueType.DOUBLE, Double.doubleToRawLongBits(real));
      case AttributeValue.Empty _,
          AttributeValue.Array _,
          AttributeValue.Map _,
          AttributeValue.Bytes _ ->
          false;
    };
  }

  private boolean holds(ValueType type, long value) {
    ValueTest test = numbers(type);
    return test != null && test.holds(value);
  }

  private @Nullable ValueTest numbers(ValueType type) {
    return switch (type) {
      case BOOL -> bools;
      case INT -> integers;
      case DOUBLE -> reals;
      case EMPTY, STRING, ARRAY, MAP, BYTES -> null;
    };
  }
}
