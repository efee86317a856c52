package dev.clew.query.plan;

import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Sign;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Place;
import dev.clew.store.ColumnKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns conditions into tests of the columns of one span, as far as these decide them.
public final class SpanTests {
  private static final int ID_DIGITS = 16;
  private static final Pattern LEADING_ZEROES = Pattern.compile("^0+");

  private SpanTests() {}

  /// The test that is passed exactly where the condition holds; nothing where a span's columns do
  /// not decide that, or where the condition may fail.
  public static Optional<SpanTest> exactly(FieldExpr condition) {
    return switch (condition) {
      case FieldExpr.Constant(Literal.Bool(var value), _) ->
          Optional.of(value ? SpanTest.EVERY : SpanTest.NONE);
      case FieldExpr.Constant _, FieldExpr.Nil _ -> Optional.of(SpanTest.NONE);
      case Reference field when isOfSpan(field) && !isLinkId(field) -> Optional.of(isTrue(field));
      case FieldExpr.Unary(var sign, FieldExpr.Binary inner, _)
          when sign == Sign.NOT && !inner.operator().isArithmetic() ->
          exactly(inner).map(SpanTest::not);
      case FieldExpr.Binary binary -> exactly(binary);
      case FieldExpr.Attribute _, FieldExpr.Of _, FieldExpr.Unary _ -> Optional.empty();
    };
  }

  /// A test that is passed wherever the condition holds.
  public static SpanTest atLeast(FieldExpr condition) {
    Optional<SpanTest> exact = exactly(condition);
    if (exact.isPresent()) {
      return exact.get();
    }
    if (condition instanceof FieldExpr.Binary(var left, var operator, var right, _)) {
      if (operator == Operator.EQUAL) {
        return linkId(left, right).or(() -> linkId(right, left)).orElse(SpanTest.EVERY);
      }
      if (operator == Operator.AND) {
        return SpanTest.all(atLeast(left), atLeast(right));
      }
      if (operator == Operator.OR) {
        return SpanTest.either(atLeast(left), atLeast(right));
      }
    }
    return SpanTest.EVERY;
  }

  /// What a span has to pass that has a link to this id.
  private static Optional<SpanTest> linkId(FieldExpr field, FieldExpr id) {
    if (!(field instanceof FieldExpr.Of(var intrinsic, _))
        || !(id instanceof FieldExpr.Constant(Literal.Text(var text), _))) {
      return Optional.empty();
    }
    return switch (intrinsic) {
      case LINK_SPAN_ID -> Optional.of(isNumber(ColumnKey.Intrinsic.LINK_SPAN_ID, text));
      case LINK_TRACE_ID ->
          Optional.of(
              text.length() == 2 * ID_DIGITS
                  ? SpanTest.all(
                      isNumber(
                          ColumnKey.Intrinsic.LINK_TRACE_ID_HIGH, text.substring(0, ID_DIGITS)),
                      isNumber(ColumnKey.Intrinsic.LINK_TRACE_ID_LOW, text.substring(ID_DIGITS)))
                  : SpanTest.NONE);
      default -> Optional.empty();
    };
  }

  private static SpanTest isNumber(ColumnKey.Intrinsic column, String id) {
    return isId(id)
        ? new SpanTest.IsNumber(column, HexFormat.fromHexDigitsToLong(id))
        : SpanTest.NONE;
  }

  private static SpanTest isTrue(Reference field) {
    return new SpanTest.Passes(field, Comparison.of(Operator.EQUAL, new Literal.Bool(true)));
  }

  private static Optional<SpanTest> exactly(FieldExpr.Binary binary) {
    FieldExpr left = binary.left();
    FieldExpr right = binary.right();
    Operator operator = binary.operator();
    if (operator.isLogic()) {
      Optional<SpanTest> one = exactly(left);
      Optional<SpanTest> other = exactly(right);
      return one.flatMap(first ->
          other.map(second ->
              operator == Operator.AND
                  ? SpanTest.all(first, second)
                  : SpanTest.either(first, second)));
    }
    if (operator.isArithmetic()) {
      return Optional.empty();
    }
    if (left instanceof Reference field && isOfSpan(field) && !isLinkId(field)) {
      return compare(field, operator, right);
    }
    if (right instanceof Reference field && isOfSpan(field) && !isLinkId(field)) {
      return compare(field, mirrored(operator), left);
    }
    return Optional.empty();
  }

  static Operator mirrored(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case AND,
          OR,
          EQUAL,
          NOT_EQUAL,
          MATCHES,
          NOT_MATCHES,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          POWER ->
          operator;
    };
  }

  /// Of links only ids are stored, in columns that hold no texts.
  private static boolean isLinkId(Reference field) {
    return field instanceof FieldExpr.Of(var intrinsic, _)
        && (intrinsic == Intrinsic.LINK_TRACE_ID || intrinsic == Intrinsic.LINK_SPAN_ID);
  }

  private static Optional<SpanTest> compare(Reference field, Operator operator, FieldExpr operand) {
    return switch (operand) {
      case FieldExpr.Nil _ -> Optional.of(presence(field, operator));
      case FieldExpr.Constant(var literal, _) ->
          idColumn(field)
              .map(column -> compareId(column, operator, literal))
              .orElseGet(() -> Optional.of(passes(field, operator, literal)));
      case FieldExpr.Attribute _, FieldExpr.Of _, FieldExpr.Unary _, FieldExpr.Binary _ ->
          Optional.empty();
    };
  }

  private static SpanTest passes(Reference field, Operator operator, Literal literal) {
    return new SpanTest.Passes(field, AnyOrAll.of(operator, literal));
  }

  private static SpanTest presence(Reference field, Operator operator) {
    SpanTest present =
        idColumn(field)
            .<SpanTest>map(column -> SpanTest.not(new SpanTest.IsNumber(column, 0)))
            .orElseGet(() -> new SpanTest.Present(field));
    return operator == Operator.NOT_EQUAL ? present : SpanTest.not(present);
  }

  private static Optional<ColumnKey.Intrinsic> idColumn(Reference field) {
    if (!(field instanceof FieldExpr.Of(var intrinsic, _))) {
      return Optional.empty();
    }
    return switch (intrinsic) {
      case SPAN_ID -> Optional.of(ColumnKey.Intrinsic.SPAN_ID);
      case PARENT_ID -> Optional.of(ColumnKey.Intrinsic.PARENT_SPAN_ID);
      default -> Optional.empty();
    };
  }

  /// Only whether ids are equal can be told from their bits.
  private static Optional<SpanTest> compareId(
      ColumnKey.Intrinsic column, Operator operator, Literal literal) {
    if ((operator != Operator.EQUAL && operator != Operator.NOT_EQUAL)
        || !(literal instanceof Literal.Text(var text))) {
      return Optional.empty();
    }
    SpanTest isIt = isNumber(column, text);
    SpanTest isAny = SpanTest.not(new SpanTest.IsNumber(column, 0));
    return Optional.of(
        operator == Operator.EQUAL
            ? SpanTest.all(isAny, isIt)
            : SpanTest.all(isAny, SpanTest.not(isIt)));
  }

  private static boolean isId(String text) {
    return text.length() == ID_DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /// True when the columns of a span hold the field's values.
  public static boolean isOfSpan(Reference field) {
    return switch (field) {
      case FieldExpr.Attribute(var scope, _, _) ->
          switch (scope) {
            case ANY, SPAN, RESOURCE, EVENT, LINK, INSTRUMENTATION -> true;
            case PARENT, PARENT_SPAN, PARENT_RESOURCE -> false;
          };
      case FieldExpr.Of(var intrinsic, _) -> isOfSpan(intrinsic);
    };
  }

  private static boolean isOfSpan(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case DURATION,
          NAME,
          STATUS,
          STATUS_MESSAGE,
          KIND,
          SPAN_ID,
          PARENT_ID,
          EVENT_NAME,
          EVENT_TIME,
          LINK_TRACE_ID,
          LINK_SPAN_ID,
          SCOPE_NAME,
          SCOPE_VERSION,
          TRACE_STATE ->
          true;
      case CHILD_COUNT,
          ROOT_NAME,
          ROOT_SERVICE,
          TRACE_DURATION,
          TRACE_ID,
          NESTED_SET_LEFT,
          NESTED_SET_RIGHT,
          NESTED_SET_PARENT,
          PARENT,
          CRITICAL_PATH,
          SELF ->
          false;
    };
  }

  /// The same expression with every part that needs no span worked out.
  public static FieldExpr folded(FieldExpr expr) {
    return switch (expr) {
      case FieldExpr.Constant _, FieldExpr.Nil _, FieldExpr.Attribute _, FieldExpr.Of _ -> expr;
      case FieldExpr.Unary(var sign, var operand, var at) -> {
        FieldExpr inner = folded(operand);
        if (sign == Sign.MINUS && inner instanceof FieldExpr.Constant(var literal, _)) {
          yield constant(Calculation.negative(Calculation.of(literal)), at)
              .orElse(new FieldExpr.Unary(sign, inner, at));
        }
        yield new FieldExpr.Unary(sign, inner, at);
      }
      case FieldExpr.Binary(var left, var operator, var right, var at) ->
          folded(
              new FieldExpr.Binary(
                  withoutZeroes(folded(left), operator, right),
                  operator,
                  withoutZeroes(folded(right), operator, left),
                  at));
    };
  }

  /// An id of a trace may be written with zeroes at its front, which the field's values lack.
  private static FieldExpr withoutZeroes(FieldExpr id, Operator operator, FieldExpr other) {
    boolean isTraceId =
        other instanceof FieldExpr.Of(var intrinsic, _) && intrinsic == Intrinsic.TRACE_ID;
    return isTraceId
            && !operator.isRegex()
            && id instanceof FieldExpr.Constant(Literal.Text(var text), var at)
        ? new FieldExpr.Constant(
            new Literal.Text(LEADING_ZEROES.matcher(text).replaceFirst("")), at)
        : id;
  }

  private static FieldExpr folded(FieldExpr.Binary binary) {
    boolean areConstant =
        binary.left() instanceof FieldExpr.Constant && binary.right() instanceof FieldExpr.Constant;
    if (!areConstant || binary.operator().isLogic()) {
      return binary;
    }
    Value left = Calculation.of(((FieldExpr.Constant) binary.left()).value());
    Value right = Calculation.of(((FieldExpr.Constant) binary.right()).value());
    try {
      Value result =
          binary.operator().isArithmetic()
              ? Calculation.of(left, binary.operator(), right)
              : new Value.Bool(Comparing.holds(left, binary.operator(), right));
      return constant(result, binary.at()).orElse(binary);
    } catch (QueryException _) {
      return binary; // it fails when a span asks for it
    }
  }

  private static Optional<FieldExpr> constant(Value value, Place at) {
    return switch (value) {
      case Value.Bool(var bool) -> Optional.of(new FieldExpr.Constant(new Literal.Bool(bool), at));
      case Value.Int(var number) ->
          Optional.of(new FieldExpr.Constant(new Literal.Int(number), at));
      case Value.Real(var number) ->
          Optional.of(new FieldExpr.Constant(new Literal.Real(number), at));
      case Value.Nanos(var nanos) ->
          Optional.of(new FieldExpr.Constant(new Literal.Span(Duration.ofNanos(nanos)), at));
      case Value.Nil _, Value.Text _, Value.Status _, Value.Kind _, Value.Items _, Value.Other _ ->
          Optional.empty();
    };
  }
}
