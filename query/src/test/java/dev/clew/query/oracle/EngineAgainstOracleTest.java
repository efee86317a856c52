package dev.clew.query.oracle;

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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine over a store in any state, against the oracle over the spans that were sent.
class EngineAgainstOracleTest {
  private static final int WORLDS = Effort.of(100, 1000);
  private static final int QUERIES = 200;
  private static final int MOST_TRACES = 12;
  private static final List<TenantId> TENANTS = List.of(TenantId.DEFAULT, new TenantId("other"));

  /// What the store does not keep in columns yet, so that no query can ask for it.
  private static final Set<Intrinsic> NOT_ANSWERED =
      Set.of(
          Intrinsic.EVENT_TIME,
          Intrinsic.LINK_TRACE_ID,
          Intrinsic.LINK_SPAN_ID,
          Intrinsic.CRITICAL_PATH);

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, WORLDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void search_anyQuery_answersAsTheOracle(long seed) throws Exception {
    var gen = new Gen(seed);
    StoreState state = StoreState.values()[(int) (seed % StoreState.values().length)];
    Map<TenantId, World> worlds = new LinkedHashMap<>();
    TENANTS.forEach(tenant -> worlds.put(tenant, World.of(gen, MOST_TRACES, NOT_ANSWERED)));
    Map<TenantId, List<Span>> sent = new LinkedHashMap<>();
    worlds.forEach((tenant, world) -> sent.put(tenant, world.sent()));
    try (SpanStore store = state.filled(folder, sent, gen)) {
      var engine = new QueryEngineBinding(store);
      for (int number = 0; number < QUERIES; number++) {
        TenantId tenant = gen.oneOf(TENANTS);
        var judge = new Judge(engine, tenant, worlds.get(tenant));
        assertAgrees(judge, new Gen(seed * 1_000_003 + number), seed + " " + state);
      }
    }
  }

  private static void assertAgrees(Judge judge, Gen gen, String origin) {
    Query query = new QueryGen(gen, judge.world().vocabulary()).search();
    TimeRange range = World.range(gen);
    int limit = 1 + gen.random().nextInt(10);
    if (judge.disagreement(query, range, limit).isEmpty()) {
      return;
    }
    Query smallest =
        Shrinker.smallest(
            query, each -> judge.disagreement(each, range, limit).isPresent());
    String replay =
        "%s %s %d %d %d %s"
            .formatted(
                origin,
                judge.tenant(),
                range.startNanos(),
                range.endNanos(),
                limit,
                TraceQl.print(smallest));
    assertThat(judge.disagreement(smallest, range, limit)).as(replay).isEmpty();
  }
}
