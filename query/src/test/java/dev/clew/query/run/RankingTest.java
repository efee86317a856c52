package dev.clew.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TraceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static Candidate candidate(long key, long trace) {
    return new Candidate(new TraceId(0, trace), key);
  }

  @Test
  void best_moreThanTheLimit_areTheHighestKeysThenTheLowestIds() {
    var ranking = new Ranking(3);

    List.of(candidate(1, 1), candidate(5, 3), candidate(5, 2), candidate(9, 7), candidate(5, 4))
        .forEach(ranking::add);

    assertThat(ranking.best()).containsExactly(candidate(9, 7), candidate(5, 2), candidate(5, 3));
  }

  @Test
  void add_sameTraceTwice_keepsItOnce() {
    var ranking = new Ranking(2);

    ranking.add(candidate(5, 1));
    ranking.add(candidate(5, 1));

    assertThat(ranking.best()).containsExactly(candidate(5, 1));
    assertThat(ranking.bar()).isNull();
  }

  @Test
  void bar_full_isTheWorst() {
    var ranking = new Ranking(2);

    ranking.add(candidate(5, 1));
    ranking.add(candidate(7, 1));

    assertThat(ranking.bar()).isEqualTo(candidate(5, 1));
    assertThat(ranking.admits(candidate(5, 1))).isFalse();
    assertThat(ranking.admits(candidate(5, 2))).isFalse();
    assertThat(ranking.admits(candidate(6, 2))).isTrue();
  }

  @Test
  void compareTo_idsWithHighBits_goesByUnsignedIds() {
    assertThat(candidate(1, 1)).isLessThan(candidate(1, -1));
    assertThat(candidate(-1, 1)).isGreaterThan(candidate(1, 1));
  }
}
