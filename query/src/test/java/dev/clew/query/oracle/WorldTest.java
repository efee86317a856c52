package dev.clew.query.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TimeRange;
import dev.clew.query.oracle.SearchOracle.Answer;
import dev.clew.query.traceql.Query;
import dev.clew.testkit.Gen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Queries that find nothing, or everything, would prove nothing.
class WorldTest {
  private static final int QUERIES = 1000;

  private final Gen gen = new Gen(7);
  private final List<World> worlds =
      IntStream.range(0, 20).mapToObj(_ -> World.of(gen, 12, Set.of())).toList();

  @Test
  void searches_manyFindSomeTraces() {
    assertThat(share(this::findsSomeTraces)).isBetween(0.2, 0.9);
  }

  @Test
  void searches_someFail() {
    assertThat(share(world -> !answer(world).failing().isEmpty())).isBetween(0.02, 0.3);
  }

  @Test
  void metrics_manyHaveSeries() {
    assertThat(share(this::hasSeries)).isBetween(0.3, 0.95);
  }

  private double share(Predicate<World> holds) {
    long count = IntStream.range(0, QUERIES).filter(_ -> holds.test(gen.oneOf(worlds))).count();
    return (double) count / QUERIES;
  }

  private boolean findsSomeTraces(World world) {
    int found = answer(world).found().size();
    return 0 < found && found < world.oracle().traces().size();
  }

  private Answer answer(World world) {
    return world.oracle().search(new QueryGen(gen, world.vocabulary()).search(), TimeRange.ALL);
  }

  private boolean hasSeries(World world) {
    Query query = new QueryGen(gen, world.vocabulary()).metrics();
    var series = new SeriesOracle(world.oracle(), World.steps(gen));
    try {
      Map<SeriesLabels, double[]> found =
          series.series(((Query.Root.Metrics) query.root()).series());
      return !found.isEmpty();
    } catch (Failure _) {
      return false;
    }
  }
}
