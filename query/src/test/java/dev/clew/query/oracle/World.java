package dev.clew.query.oracle;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TimeRange;
import dev.clew.query.Literal;
import dev.clew.query.oracle.Plain.Nanos;
import dev.clew.query.oracle.Vocabulary.Word;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.testkit.Gen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The spans of one tenant, what the oracle says of them, and what can be asked about them.
record World(List<Span> sent, SearchOracle oracle, Vocabulary vocabulary) {
  private static final int MOST_VALUES = 6;

  World {
    sent = List.copyOf(sent);
  }

  /// @param without intrinsics that are not to be asked for
  static World of(Gen gen, int mostTraces, Set<Intrinsic> without) {
    List<Span> sent = new WorldGen(gen, true).spans(mostTraces);
    var oracle = new SearchOracle(sent);
    return new World(sent, oracle, vocabulary(oracle, without, gen));
  }

  private static Vocabulary vocabulary(SearchOracle oracle, Set<Intrinsic> without, Gen gen) {
    List<Node> nodes = oracle.traces().stream().flatMap(trace -> trace.nodes.stream()).toList();
    var words = new ArrayList<Word>();
    for (Intrinsic intrinsic : Intrinsic.nameable().toList()) {
      if (intrinsic != Intrinsic.PARENT && !without.contains(intrinsic)) {
        var field = new FieldExpr.Of(intrinsic, FieldGen.HERE);
        List<Literal> values = values(field, nodes, gen);
        words.add(
            new Word(
                field,
                values.isEmpty() ? List.of(Words.sample(intrinsic, gen)) : values,
                Words.isTyped(intrinsic),
                !Words.isSometimesMissing(intrinsic)));
      }
    }
    keys(nodes)
        .forEach(key -> {
          for (Scope scope : Scope.values()) {
            var field = new FieldExpr.Attribute(scope, key, FieldGen.HERE);
            List<Literal> values = values(field, nodes, gen);
            boolean isAlwaysThere = scope == Scope.RESOURCE && key.equals("service.name");
            if (!values.isEmpty()) {
              words.add(new Word(field, values, false, isAlwaysThere));
            }
          }
        });
    return new Vocabulary(words);
  }

  private static Set<String> keys(List<Node> nodes) {
    var keys = new TreeSet<String>();
    for (Node node : nodes) {
      Span span = node.span;
      Stream.of(
              Stream.of(span.attributes(), span.resource().attributes(), span.scope().attributes()),
              span.events().stream().map(event -> event.attributes()),
              span.links().stream().map(link -> link.attributes()))
          .flatMap(lists -> lists)
          .flatMap(Collection::stream)
          .map(Attribute::key)
          .forEach(keys::add);
    }
    return keys;
  }

  private static List<Literal> values(Reference field, List<Node> nodes, Gen gen) {
    List<Literal> all =
        nodes.stream()
            .flatMap(node -> Fields.values(field, node).stream())
            .flatMap(World::literals)
            .distinct()
            .toList();
    return all.size() <= MOST_VALUES
        ? all
        : Stream.generate(() -> gen.oneOf(all)).limit(MOST_VALUES).toList();
  }

  private static Stream<Literal> literals(Object value) {
    return switch (value) {
      case String text -> Stream.of(new Literal.Text(text));
      case Long number -> Stream.of(new Literal.Int(number));
      case Double number when Double.isFinite(number) -> Stream.of(new Literal.Real(number));
      case Boolean bool -> Stream.of(new Literal.Bool(bool));
      case Nanos(var nanos) -> Stream.of(new Literal.Span(Duration.ofNanos(nanos)));
      case dev.clew.model.StatusCode status -> Stream.of(new Literal.Status(status));
      case dev.clew.model.SpanKind kind -> Stream.of(new Literal.Kind(kind));
      case List<?> array -> array.stream().flatMap(World::literals);
      default -> Stream.empty();
    };
  }

  /// Moments around the world's.
  static SeriesOracle.Steps steps(Gen gen) {
    int count = 1 + gen.random().nextInt(6);
    long all = WorldGen.SECONDS * 1_000_000_000L;
    long step = gen.chance(0.5) ? all / count : 1 + gen.random().nextLong(all);
    return new SeriesOracle.Steps(WorldGen.EPOCH + gen.random().nextLong(step), step, count);
  }

  /// All of time mostly, else a part of the world's.
  static TimeRange range(Gen gen) {
    if (gen.chance(0.5)) {
      return TimeRange.ALL;
    }
    long all = WorldGen.SECONDS * 1_000_000_000L;
    long start = WorldGen.EPOCH + gen.random().nextLong(all);
    return new TimeRange(start, start + gen.random().nextLong(all));
  }
}
