package dev.clew.query.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ot=th:0 | 0",
        "ot=th:8 | 36028797018963968",
        "ot=th:c;rv:0123456789abcd | 54043195528445952",
        "a=1,ot=rv:00000000000000;th:fd70a3d70a3d71 , b=2 | 71337018097548657",
        "'a=ot=th:8, ot=p:3;th:ffffffffffffff' | 72057594037927935"
      })
  void threshold_ofTraceState(String traceState, long threshold) {
    assertThat(Weight.threshold(traceState)).isEqualTo(OptionalLong.of(threshold));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ot=",
        "ot=th:",
        "ot=th:G",
        "ot=th:A",
        "ot=th:+1",
        "ot=th:000000000000000",
        "ot=rv:th:8",
        "ott=th:8",
        "x=ot=th:8",
        "ot=p:1,ot=th:8"
      })
  void threshold_saysNone(String traceState) {
    assertThat(Weight.threshold(traceState)).isEmpty();
    assertThat(Weight.of(traceState)).isEqualTo(Weight.UNKNOWN);
  }

  @Test
  void weight_isInverseOfProbability() {
    assertThat(Weight.of(0)).isEqualTo(new Weight(1, 0, true));
    assertThat(Weight.of(1L << 55)).isEqualTo(new Weight(2, 0, true));
    assertThat(Weight.of((1L << 56) - 1)).isEqualTo(new Weight(0x1p56, 0, true));
  }

  @Test
  void weight_ofAThird_isExactTo106Bits() {
    Weight weight = Weight.of((1L << 56) - 3);

    var times3 =
        new BigDecimal(weight.high()).add(new BigDecimal(weight.low())).multiply(new BigDecimal(3));
    assertThat(times3.subtract(new BigDecimal(1L << 56)).abs()).isLessThan(new BigDecimal("1e-14"));
  }
}
