package dev.clew.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SpanNumbersTest {
  private record Identity(long id, int kind) {}

  @Test
  void number_randomSpans_isThePlaceAmongTheDistinct() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(7);
    var numbers = new SpanNumbers();
    List<Identity> distinct = new ArrayList<>();

    for (int at = 0; at < 3000; at++) {
      var span = new Identity(random.nextLong(500) << (random.nextInt(2) * 40), random.nextInt(3));
      if (!distinct.contains(span)) {
        distinct.add(span);
      }
      assertThat(numbers.number(span.id(), span.kind())).isEqualTo(distinct.indexOf(span));
    }
    assertThat(numbers.size()).isEqualTo(distinct.size());
  }

  @Test
  void contains_idOfAnyKind_isThere() {
    var numbers = new SpanNumbers();
    numbers.number(5, 3);

    assertThat(numbers.contains(5)).isTrue();
    assertThat(numbers.contains(6)).isFalse();
  }
}
