package dev.clew.query.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine over a store in any state, against the oracle over the spans that were sent.
class EngineAgainstOracleTest {
  private static final int WORLDS = Effort.of(60, 1000);
  private static final int QUERIES = 200;
  private static final int TOTALS = 30;
  private static final int TIMES = 20;
  private static final int MOST_TRACES = 12;
  private static final List<TenantId> TENANTS = List.of(TenantId.DEFAULT, new TenantId("other"));

  private static final Set<Intrinsic> NOT_ANSWERED = Set.of();

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, WORLDS);
  }

  /// What a failure prints, kept as a line of its own: the seed of the world, then the query.
  static Stream<Arguments> keptCases() throws IOException {
    try (InputStream in = EngineAgainstOracleTest.class.getResourceAsStream("/oracle/cases.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .map(parts -> Arguments.of(Long.parseLong(parts[0]), parts[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyQuery_anyTraces_isAnsweredAsByTheOracle(long seed) throws Exception {
    askAll(
        seed,
        judges -> {
          for (int number = 0; number < QUERIES; number++) {
            var gen = new Gen(seed * 1_000_003 + number);
            Judge judge = judges.get(gen.random().nextInt(TENANTS.size()));
            var queries = new QueryGen(gen, judge.world().vocabulary());
            assertAgrees(judge, gen.chance(0.75) ? queries.search() : queries.metrics(), gen, seed);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyTotals_anyTraces_areThoseOfTheOracle(long seed) throws Exception {
    askAll(
        seed,
        judges -> {
          for (int number = 0; number < TOTALS; number++) {
            var gen = new Gen(seed * 1_000_003 + number);
            Judge judge = judges.get(gen.random().nextInt(TENANTS.size()));
            Query query = new QueryGen(gen, judge.world().vocabulary()).totals();
            assertAgrees(judge, query, gen, seed);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("keptCases")
  void keptQuery_sameTraces_isAnsweredAsByTheOracle(long seed, String query) throws Exception {
    askAll(
        seed,
        judges -> {
          var gen = new Gen(seed);
          for (Judge judge : judges) {
            for (int time = 0; time < TIMES; time++) {
              assertAgrees(judge, Judge.parsed(query), gen, seed);
            }
          }
        });
  }

  private void askAll(long seed, Consumer<List<Judge>> asker) throws IOException {
    var gen = new Gen(seed);
    StoreState state = StoreState.values()[(int) (seed % StoreState.values().length)];
    List<World> worlds =
        TENANTS.stream().map(_ -> World.of(gen, MOST_TRACES, NOT_ANSWERED)).toList();
    Map<TenantId, List<Span>> sent = new LinkedHashMap<>();
    for (int tenant = 0; tenant < worlds.size(); tenant++) {
      sent.put(TENANTS.get(tenant), worlds.get(tenant).sent());
    }
    try (SpanStore store = state.filled(folder, sent, gen)) {
      var engine = new QueryEngineBinding(store);
      asker.accept(
          IntStream.range(0, worlds.size())
              .mapToObj(each -> new Judge(engine, TENANTS.get(each), worlds.get(each)))
              .toList());
    }
  }

  private static void assertAgrees(Judge judge, Query query, Gen gen, long seed) {
    TimeRange range = World.range(gen);
    int limit = 1 + gen.random().nextInt(10);
    SeriesOracle.Steps steps = World.steps(gen);
    Function<Query, Optional<String>> disagreement =
        each ->
            switch (each.root()) {
              case Query.Root.Search _ -> judge.disagreement(each, range, limit);
              case Query.Root.Metrics _ -> judge.disagreement(each, steps);
              case Query.Root.Totals _ -> judge.disagreement(each, range);
            };
    if (disagreement.apply(query).isEmpty()) {
      return;
    }
    Query smallest = Shrinker.smallest(query, each -> disagreement.apply(each).isPresent());
    assertThat(disagreement.apply(smallest))
        .as(
            "tenant %s, %s, %d a page, %s; to keep the case:%n%d %s",
            judge.tenant(), range, limit, steps, seed, TraceQl.print(smallest))
        .isEmpty();
  }
}
