package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {
  private static final SpareMemory.Kind SHORT = new SpareMemory.Kind(int[].class, 4, 1_000);
  private static final SpareMemory.Kind LONG = new SpareMemory.Kind(int[].class, 4, 2_000);

  private long most = 100_000;
  private final SpareMemory spare = new SpareMemory(() -> most);

  private void give(SpareMemory.Kind kind, int count) {
    IntStream.range(0, count).forEach(_ -> spare.give(kind.newArray(), kind));
  }

  @Test
  void take_arrayThatWasGiven_givesIt() {
    Object array = SHORT.newArray();
    spare.give(array, SHORT);

    assertThat(spare.take(LONG)).isNotSameAs(array).isInstanceOf(int[].class);
    assertThat(spare.take(SHORT)).isSameAs(array);
    assertThat(spare.take(SHORT)).isNotSameAs(array);
  }

  @Test
  void give_moreThanMayBeKept_dropsTheKindAskedForLongestAgo() {
    give(SHORT, 10);
    give(LONG, 7);
    spare.take(SHORT);

    give(SHORT, 3);

    assertThat(spare.bytes()).isEqualTo(12 * SHORT.bytes() + 6 * LONG.bytes());
  }

  @Test
  void take_whatIsNotHere_makesRoomForIt() {
    give(SHORT, 25);

    spare.take(LONG);

    assertThat(spare.bytes()).isEqualTo(most - LONG.bytes());
  }

  @Test
  void give_whileNothingMayBeKept_keepsNothing() {
    give(SHORT, 10);
    most = -1;

    give(SHORT, 1);

    assertThat(spare.bytes()).isZero();
  }

  @Test
  void dropIdle_keepsWhatWasNeededSince() {
    give(SHORT, 10);
    spare.dropIdle();
    var taken = Stream.generate(() -> spare.take(SHORT)).limit(4).toList();
    taken.forEach(each -> spare.give(each, SHORT));

    spare.dropIdle();
    assertThat(spare.bytes()).isEqualTo(4 * SHORT.bytes());
    spare.dropIdle();

    assertThat(spare.bytes()).isZero();
  }
}
