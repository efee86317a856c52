package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class KeptCodesTest {
  private static final BitSet CODES = BitSet.valueOf(new long[] {5});

  private final ReadCache cache = new ReadCache(1 << 20);
  private final KeptCodes kept = new KeptCodes(cache);

  @Test
  void find_whatWasPut_isThere() {
    kept.put("question", CODES);

    assertThat(kept.find("question")).isEqualTo(CODES);
    assertThat(kept.find("another")).isNull();
  }

  @Test
  void put_moreQuestionsThanAreKept_forgetsTheOneAskedLongestAgo() {
    kept.put("first", CODES);
    kept.put("second", CODES);
    for (int number = 0; number < 31; number++) {
      assertThat(kept.find("first")).isEqualTo(CODES);
      kept.put(number, CODES);
    }

    assertThat(kept.find("first")).isEqualTo(CODES);
    assertThat(kept.find("second")).isNull();
    assertThat(kept.slots()).hasSize(32);
  }

  @Test
  void put_whereTheCacheHasNoRoom_keepsNothing() {
    var none = new KeptCodes(ReadCache.none());

    none.put("question", CODES);

    assertThat(none.find("question")).isNull();
  }

  @Test
  void release_ofItsSlots_freesTheCache() {
    kept.put("question", CODES);
    assertThat(cache.bytes()).isPositive();

    cache.release(kept.slots());

    assertThat(cache.bytes()).isZero();
  }
}
