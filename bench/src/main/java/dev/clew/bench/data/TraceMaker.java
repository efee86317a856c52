package dev.clew.bench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Draws the shape of traces: a tree of operations over services, with times in which every child
/// lies within its parent. Owned by one thread.
final class TraceMaker {
  private static final int FEWEST = 5;
  private static final int MOST = 200;
  private static final double MEDIAN_SPANS = 20.5;
  private static final double SIGMA_SPANS = 0.8;
  private static final double FAILED = 0.05;

  /// How far back the parent of the next span may stand: keeps trees deep and wide alike.
  private static final int NEAR = 8;

  /// How long a parent goes on after its last child.
  private static final long GAP_NANOS = 20_000;

  private static final List<Family> FAMILIES = List.of(Family.values());
  private static final double[] SHARES =
      Arrays.stream(Family.values()).mapToDouble(family -> family.share).toArray();

  private final List<Service> services;
  private final Draws draws;
  private int spans;

  TraceMaker(List<Service> services, Draws draws) {
    this.services = services;
    this.draws = draws;
  }

  /// The next trace, parents before children.
  List<Draft> make(int trace) {
    int size = Math.clamp(draws.logNormal(MEDIAN_SPANS, SIGMA_SPANS), FEWEST, MOST);
    int[] parents = new int[size];
    List<Step> steps = new ArrayList<>(size);
    parents[0] = -1;
    steps.add(elsewhere(Family.SERVER));
    for (int row = 1; row < size; row++) {
      parents[row] = row - 1 - draws.below(Math.min(row, NEAR));
      steps.add(step(steps.get(parents[row])));
    }
    List<Draft> drafts = drafts(trace, parents, steps);
    spans += size;
    return drafts;
  }

  private Step step(Step parent) {
    Family family = FAMILIES.get(draws.weighted(SHARES));
    return switch (family) {
      case SERVER, CONSUMER -> elsewhere(family);
      case DATABASE, CLIENT, PRODUCER, INTERNAL ->
          new Step(parent.service, parent.pod, parent.service.operation(family, draws));
    };
  }

  private Step elsewhere(Family family) {
    Service service = draws.oneOf(services);
    return new Step(service, draws.oneOf(service.pods()), service.operation(family, draws));
  }

  private List<Draft> drafts(int trace, int[] parents, List<Step> steps) {
    Times times = times(parents, steps);
    List<Draft> drafts = new ArrayList<>(parents.length);
    for (int row = 0; row < parents.length; row++) {
      Step step = steps.get(row);
      drafts.add(
          new Draft(
              trace,
              spans + row,
              row == 0 ? -1 : spans + parents[row],
              step.service,
              step.pod,
              step.operation,
              times.starts[row],
              times.durations[row],
              draws.chance(FAILED)));
    }
    return drafts;
  }

  /// Own durations are drawn; a parent then lasts until its last child has ended.
  private Times times(int[] parents, List<Step> steps) {
    int size = parents.length;
    long[] starts = new long[size];
    long[] durations = new long[size];
    for (int row = 0; row < size; row++) {
      Operation operation = steps.get(row).operation;
      durations[row] = draws.logNormal(operation.medianNanos(), operation.family().sigma);
    }
    for (int row = 1; row < size; row++) {
      starts[row] = draws.below(durations[parents[row]]);
    }
    for (int row = size - 1; row > 0; row--) {
      int parent = parents[row];
      durations[parent] = Math.max(durations[parent], starts[row] + durations[row] + GAP_NANOS);
    }
    starts[0] = -durations[0];
    for (int row = 1; row < size; row++) {
      starts[row] += starts[parents[row]];
    }
    return new Times(starts, durations);
  }

  /// Where a span runs and what it does.
  private record Step(Service service, Pod pod, Operation operation) {}

  @SuppressWarnings("ArrayRecordComponent") // two answers of one private method
  private record Times(long[] starts, long[] durations) {}
}
