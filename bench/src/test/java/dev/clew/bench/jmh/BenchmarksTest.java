package dev.clew.bench.jmh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
  @ParameterizedTest
  @ValueSource(strings = {"Fetch", "Inflate", "Read", "Wal"})
  void benchmark_oneIteration_tellsTimeAndCpuTime(String name) throws RunnerException {
    Collection<RunResult> results = run(name);

    assertThat(results)
        .isNotEmpty()
        .allSatisfy(result -> {
          assertThat(result.getPrimaryResult().getScore()).isPositive();
          assertThat(beside(result, "cpu")).isPositive();
        });
  }

  @Test
  void sealing_fullHead_tellsBytesOfOneSpan() throws RunnerException {
    Collection<RunResult> results = run("Seal");

    assertThat(results)
        .singleElement()
        .satisfies(result -> assertThat(beside(result, "bytesPerSpan")).isBetween(30., 90.));
  }

  private static double beside(RunResult result, String name) {
    return requireNonNull(result.getSecondaryResults().get(name), name).getScore();
  }

  private static Collection<RunResult> run(String name) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("\\." + name + "Benchmark\\.")
                .param("blocks", "2")
                .param("sync", "OFF")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(1))
                .addProfiler(CpuTime.class)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
