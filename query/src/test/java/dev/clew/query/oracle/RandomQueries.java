package dev.clew.query.oracle;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.Literal;
import dev.clew.query.oracle.Vocabulary.Word;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Query;
import dev.clew.testkit.Gen;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Queries about anything, for those who look at the language alone.
public final class RandomQueries {
  private RandomQueries() {}

  /// So many queries, each of a seed of its own.
  public static Stream<Query> ofAllKinds(int count) {
    return IntStream.range(0, count).mapToObj(RandomQueries::query);
  }

  private static Query query(int seed) {
    var gen = new Gen(seed);
    List<Word> words =
        Stream.concat(
                Intrinsic.nameable()
                    .filter(intrinsic -> intrinsic != Intrinsic.PARENT)
                    .map(intrinsic -> intrinsic(intrinsic, gen)),
                Stream.generate(() -> attribute(gen)).limit(20))
            .toList();
    return new QueryGen(gen, new Vocabulary(words)).query();
  }

  private static Word intrinsic(Intrinsic intrinsic, Gen gen) {
    return new Word(
        new FieldExpr.Of(intrinsic, FieldGen.HERE),
        List.of(Words.sample(intrinsic, gen)),
        Words.isTyped(intrinsic),
        !Words.isSometimesMissing(intrinsic));
  }

  private static Word attribute(Gen gen) {
    String key = gen.chance(0.3) ? hostileKey(gen) : gen.word();
    FieldExpr.Scope scope = gen.oneOf(List.of(FieldExpr.Scope.values()));
    List<Literal> values =
        Stream.generate(() -> literal(gen)).limit(1 + gen.random().nextInt(3)).toList();
    return new Word(new FieldExpr.Attribute(scope, key, FieldGen.HERE), values, false, false);
  }

  private static String hostileKey(Gen gen) {
    return gen.oneOf(
            List.of("5s", "span.", "resource.a", "a b", "\"", "\\", "{}", ".", "a\nb", "//", "9"))
        + gen.text();
  }

  private static Literal literal(Gen gen) {
    return switch (gen.random().nextInt(7)) {
      case 0 -> new Literal.Int(gen.random().nextLong() >> gen.random().nextInt(64));
      case 1 ->
          new Literal.Real(
              gen.random().nextGaussian() * Math.pow(10, gen.random().nextInt(-20, 20)));
      case 2 ->
          new Literal.Span(
              Duration.ofNanos(gen.random().nextLong() >> gen.random().nextInt(1, 64)));
      case 3 -> new Literal.Bool(gen.chance(0.5));
      case 4 -> new Literal.Status(gen.oneOf(List.of(StatusCode.values())));
      case 5 -> new Literal.Kind(gen.oneOf(List.of(SpanKind.values())));
      default -> new Literal.Text(gen.text());
    };
  }
}
