package dev.clew.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.99, 1})
  void millis_anyShare_isHardlyTooHigh(double share) {
    long[] nanos = new SplittableRandom(1).longs(1000, 0, 1L << 34).map(n -> n >> n % 20).toArray();
    Arrays.stream(nanos).forEach(latencies::record);
    Arrays.sort(nanos);
    double exact = nanos[(int) Math.ceil(nanos.length * share) - 1] / 1e6;

    assertThat(latencies.snapshot().millis(share)).isBetween(exact, exact * 129 / 128 + 1e-6);
  }

  @Test
  void millis_nothingRecorded_isNotANumber() {
    assertThat(latencies.snapshot().millis(0.5)).isNaN();
  }

  @Test
  void since_anEarlierSnapshot_forgetsWhatWasBefore() {
    latencies.record(1_000_000_000);
    var earlier = latencies.snapshot();
    latencies.record(1_000_000);

    assertThat(latencies.snapshot().since(earlier).millis(1)).isBetween(1.0, 1.1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Long.MAX_VALUE})
  void record_extremes_areKept(long nanos) {
    latencies.record(nanos);

    assertThat(latencies.snapshot().millis(1)).isGreaterThanOrEqualTo(nanos / 1e6);
  }
}
