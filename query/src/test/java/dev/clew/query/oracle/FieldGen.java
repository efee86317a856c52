package dev.clew.query.oracle;

import dev.clew.query.Literal;
import dev.clew.query.oracle.Vocabulary.Word;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Sign;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Place;
import dev.clew.testkit.Gen;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Makes what a query computes for a span.
final class FieldGen {
  static final Place HERE = new Place(0);

  private static final List<Operator> EQUALITY = List.of(Operator.EQUAL, Operator.NOT_EQUAL);
  static final List<Operator> COMPARISONS =
      List.of(
          Operator.EQUAL,
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.LESS,
          Operator.LESS_OR_EQUAL,
          Operator.GREATER,
          Operator.GREATER_OR_EQUAL);
  static final List<Operator> ARITHMETIC =
      List.of(
          Operator.ADD,
          Operator.SUBTRACT,
          Operator.MULTIPLY,
          Operator.DIVIDE,
          Operator.MODULO,
          Operator.POWER);

  private final Gen gen;
  private final Vocabulary vocabulary;

  FieldGen(Gen gen, Vocabulary vocabulary) {
    this.gen = gen;
    this.vocabulary = vocabulary;
  }

  /// True or false for a span.
  FieldExpr condition(int depth) {
    return switch (gen.random().nextInt(depth > 0 ? 14 : 7)) {
      case 0, 1, 2, 3 -> comparison(vocabulary.any(gen));
      case 4 -> presence();
      case 5 -> pattern();
      case 6 -> bare();
      case 7, 8, 9, 10 ->
          binary(
              condition(depth - 1),
              gen.oneOf(List.of(Operator.AND, Operator.OR)),
              condition(depth - 1));
      case 11 -> new FieldExpr.Unary(Sign.NOT, condition(depth - 1), HERE);
      case 12 -> binary(number(depth - 1), gen.oneOf(COMPARISONS), number(depth - 1));
      default -> ofTwoFields();
    };
  }

  private FieldExpr comparison(Word word) {
    Literal value = gen.oneOf(word.values());
    Literal operand = word.isTyped() || gen.chance(0.9) ? near(value) : anyValue();
    FieldExpr constant = new FieldExpr.Constant(operand, HERE);
    Operator operator = comparisonFor(operand);
    return gen.chance(0.9)
        ? binary(word.field(), operator, constant)
        : binary(constant, operator, word.field());
  }

  private Literal anyValue() {
    return near(gen.oneOf(vocabulary.any(gen).values()));
  }

  private Operator comparisonFor(Literal operand) {
    return switch (operand) {
      case Literal.Int _, Literal.Real _, Literal.Span _, Literal.Text _ -> gen.oneOf(COMPARISONS);
      case Literal.Bool _, Literal.Status _, Literal.Kind _ -> gen.oneOf(EQUALITY);
    };
  }

  /// The value itself mostly, else one beside it.
  private Literal near(Literal value) {
    if (gen.chance(0.7)) {
      return value;
    }
    return switch (value) {
      case Literal.Int(var number) ->
          gen.chance(0.5) ? new Literal.Int(number / 2 + 1) : new Literal.Real(number + 0.5);
      case Literal.Real(var number) -> new Literal.Real(number / 2);
      case Literal.Span(var duration) ->
          gen.chance(0.8)
              ? new Literal.Span(duration.dividedBy(2))
              : new Literal.Int(duration.toNanos());
      case Literal.Text(var text) ->
          new Literal.Text(gen.chance(0.5) ? text + "a" : text.isEmpty() ? "b" : firstOf(text));
      case Literal.Bool _, Literal.Status _, Literal.Kind _ -> value;
    };
  }

  private static String firstOf(String text) {
    return text.substring(0, text.offsetByCodePoints(0, 1));
  }

  /// Is there, or is missing; what every span has is not asked so.
  private FieldExpr presence() {
    List<Word> words = vocabulary.words().stream().filter(word -> !word.isAlwaysThere()).toList();
    FieldExpr field = gen.oneOf(words).field();
    FieldExpr nil = new FieldExpr.Nil(HERE);
    Operator operator = gen.oneOf(EQUALITY);
    return gen.chance(0.9) ? binary(field, operator, nil) : binary(nil, operator, field);
  }

  private FieldExpr pattern() {
    Word word = vocabulary.with(Vocabulary::isText, gen);
    List<Literal> texts = word.values().stream().filter(Vocabulary::isText).toList();
    String pattern = pattern(((Literal.Text) gen.oneOf(texts)).value());
    return binary(
        word.field(),
        gen.chance(0.6) ? Operator.MATCHES : Operator.NOT_MATCHES,
        new FieldExpr.Constant(new Literal.Text(pattern), HERE));
  }

  private String pattern(String text) {
    boolean isPlain = text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    if (!isPlain || text.isEmpty()) {
      return gen.oneOf(List.of(".*", ".+", "", "[^a-z]*"));
    }
    return switch (gen.random().nextInt(5)) {
      case 0 -> text;
      case 1 -> text + "|x.*";
      case 2 -> firstOf(text) + ".*";
      case 3 -> ".*" + text.substring(1);
      default -> "(?i)" + text.toUpperCase(Locale.ROOT);
    };
  }

  /// A bare attribute or a constant.
  private FieldExpr bare() {
    if (gen.chance(0.3)) {
      return new FieldExpr.Constant(new Literal.Bool(gen.chance(0.7)), HERE);
    }
    List<Word> words = vocabulary.words().stream().filter(word -> !word.isTyped()).toList();
    List<Word> flags =
        words.stream().filter(word -> word.has(Literal.Bool.class::isInstance)).toList();
    return gen.oneOf(flags.isEmpty() || gen.chance(0.2) ? words : flags).field();
  }

  private FieldExpr ofTwoFields() {
    Word one = vocabulary.any(gen);
    List<Class<?>> types = one.values().stream().<Class<?>>map(Object::getClass).toList();
    Word other = vocabulary.with(value -> types.contains(value.getClass()), gen);
    Literal shared =
        Stream.concat(other.values().stream(), one.values().stream())
            .filter(value -> types.contains(value.getClass()))
            .findFirst()
            .orElseThrow();
    return binary(one.field(), comparisonFor(shared), other.field());
  }

  /// A number for a span.
  FieldExpr number(int depth) {
    return switch (gen.random().nextInt(depth > 0 ? 10 : 6)) {
      case 0, 1 -> new FieldExpr.Constant(smallNumber(), HERE);
      case 2, 3, 4, 5 -> vocabulary.with(Vocabulary::isNumber, gen).field();
      case 6 -> negated(number(depth - 1));
      default -> binary(number(depth - 1), gen.oneOf(ARITHMETIC), number(depth - 1));
    };
  }

  Literal smallNumber() {
    return switch (gen.random().nextInt(6)) {
      case 0 -> new Literal.Real(gen.random().nextInt(-4, 20) / 4.0);
      case 1 -> new Literal.Span(Duration.ofMillis(gen.random().nextInt(2000)));
      case 2 -> new Literal.Int(gen.random().nextInt(-3, 1000));
      default -> new Literal.Int(gen.random().nextInt(-1, 5));
    };
  }

  /// The language has no minus before a constant number: that is a constant itself.
  private static FieldExpr negated(FieldExpr operand) {
    return operand instanceof FieldExpr.Constant
        ? operand
        : new FieldExpr.Unary(Sign.MINUS, operand, HERE);
  }

  /// A number that looks at the span.
  FieldExpr numberOfSpan() {
    FieldExpr field = vocabulary.with(Vocabulary::isNumber, gen).field();
    return gen.chance(0.8)
        ? field
        : binary(field, gen.oneOf(ARITHMETIC), new FieldExpr.Constant(smallNumber(), HERE));
  }

  /// What spans are grouped by.
  FieldExpr key() {
    return switch (gen.random().nextInt(8)) {
      case 0 -> comparison(vocabulary.any(gen));
      case 1 -> numberOfSpan();
      default -> vocabulary.any(gen).field();
    };
  }

  List<FieldExpr.Reference> references(int most) {
    return Stream.generate(() -> vocabulary.any(gen).field())
        .limit(1 + gen.random().nextInt(most))
        .toList();
  }

  FieldExpr.Reference numberField() {
    return vocabulary.with(Vocabulary::isNumber, gen).field();
  }

  private static FieldExpr binary(FieldExpr left, Operator operator, FieldExpr right) {
    return new FieldExpr.Binary(left, operator, right, HERE);
  }
}
