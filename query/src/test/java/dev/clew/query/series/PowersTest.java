package dev.clew.query.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowersTest {
  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808,-1",
    "0,-1",
    "1,-1",
    "2,1",
    "3,2",
    "4,2",
    "5,3",
    "1024,10",
    "1025,11",
    "4611686018427387904,62",
    "4611686018427387905,63",
    "9223372036854775807,63"
  })
  void power_ofInteger_isRoundedUp(long number, int power) {
    assertThat(Powers.of(number)).isEqualTo(power);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN,-1",
    "-2,-1",
    "1.9999999999999998,-1",
    "2,1",
    "2.0000000000000004,2",
    "4,2",
    "0x1p1023,1023",
    "0x1.8p1022,1023",
    "0x1.8p1023,-1",
    "Infinity,-1"
  })
  void power_ofReal_isRoundedUp(String number, int power) {
    assertThat(Powers.of(Double.parseDouble(number))).isEqualTo(power);
  }

  @Test
  void quantile_withinBucket_isInterpolatedByPowers() {
    assertThat(Powers.quantile(0.5, new double[] {0, 0, 0, 4})).isEqualTo(Math.pow(2, 2.5));
    assertThat(Powers.quantile(1, new double[] {0, 0, 0, 4})).isEqualTo(8);
  }

  @Test
  void quantile_zero_isTheFirstSpan() {
    assertThat(Powers.quantile(0, new double[] {0, 4, 0, 4})).isEqualTo(Math.pow(2, 0.25));
  }

  @Test
  void quantile_acrossBuckets_countsRanksUp() {
    double[] counts = {0, 3, 0, 0, 2};

    assertThat(Powers.quantile(0.6, counts)).isEqualTo(2);
    assertThat(Powers.quantile(0.61, counts)).isEqualTo(Math.pow(2, 3.5));
  }

  @Test
  void quantile_weightsThatAreNoIntegers_staysWithinTheTotal() {
    assertThat(Powers.quantile(1, new double[] {0, 1.5, 1.2})).isCloseTo(4, within(1e-9));
  }

  @Test
  void quantile_ofNothing_isNone() {
    assertThat(Powers.quantile(0.5, new double[] {0, 0})).isNaN();
  }
}
