package dev.clew.bench;

import dev.clew.bench.data.Recipe;
import picocli.CommandLine.Option;

/// The options that settle the data set. Filled by picocli, then only read.
final class DataOptions {
  /// A trace's spans go out within about this time.
  private static final int SPREAD_SECONDS = 5;

  private static final int SPANS_PER_TRACE = 27;
  private static final int FEWEST_TRACES = 20;

  @Option(names = "--seed", description = "the same seed makes the same spans (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--services", description = "of three pods each (${DEFAULT-VALUE})")
  private int services = 20;

  @Option(names = "--operations", description = "of all services together (${DEFAULT-VALUE})")
  private int operations = 300;

  @Option(
      names = "--traces",
      description =
          "traces that grow at the same time: their spans, about 27 each, are spread over the"
              + " requests of one round; the next round has as many new ones. Default: five"
              + " seconds' worth of the rate, at most 5000")
  private int traces;

  @Option(names = "--batch", description = "spans in a request (${DEFAULT-VALUE})")
  private int batch = 500;

  /// The recipe for data that is sent at a rate.
  Recipe recipe(double spansPerSecond) {
    int count = traces == 0 ? fitting(spansPerSecond) : traces;
    return new Recipe(seed, services, operations, count, batch);
  }

  private static int fitting(double spansPerSecond) {
    double fitting = spansPerSecond * SPREAD_SECONDS / SPANS_PER_TRACE;
    return (int) Math.clamp(fitting, FEWEST_TRACES, Recipe.FULL_TRACES);
  }
}
