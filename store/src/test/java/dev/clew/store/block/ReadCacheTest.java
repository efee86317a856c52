package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadCacheTest {
  private final ReadCache cache = new ReadCache(100);

  private ReadCache.Slot<String> filled(String value, long size) {
    var slot = new ReadCache.Slot<String>();
    cache.put(slot, value, size);
    return slot;
  }

  @Test
  void put_thingThatFits_isKept() {
    assertThat(filled("one", 25).get()).isEqualTo("one");
    assertThat(cache.bytes()).isEqualTo(25);
  }

  @Test
  void put_thingThatTakesTooMuch_isNotKept() {
    assertThat(filled("large", 26).get()).isNull();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void put_filledSlot_keepsTheFirst() {
    ReadCache.Slot<String> slot = filled("one", 20);

    cache.put(slot, "other", 20);

    assertThat(slot.get()).isEqualTo("one");
    assertThat(cache.bytes()).isEqualTo(20);
  }

  @Test
  void put_whenFull_forgetsWhatNobodyUsed() {
    ReadCache.Slot<String> used = filled("used", 20);
    ReadCache.Slot<String> unused = filled("unused", 20);
    assertThat(used.get()).isEqualTo("used");

    for (int more = 0; more < 4; more++) {
      cache.put(new ReadCache.Slot<String>(), "more", 20);
    }

    assertThat(unused.get()).isNull();
    assertThat(used.get()).isEqualTo("used");
    assertThat(cache.bytes()).isEqualTo(100);
  }

  @Test
  void put_ever_staysWithinTheBound() {
    for (int round = 0; round < 1000; round++) {
      cache.put(new ReadCache.Slot<String>(), "thing", 1 + round % 30);
      assertThat(cache.bytes()).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void put_whenFull_forgetsWhatTookMuchBeforeWhatTookLittleForLonger() {
    ReadCache.Slot<String> small = filled("small", 2);
    ReadCache.Slot<String> large = filled("large", 20);

    for (int more = 0; more < 10; more++) {
      filled("more", 20);
    }

    assertThat(large.get()).isNull();
    assertThat(small.get()).isEqualTo("small");
  }

  @Test
  void put_smallThingThatNobodyUses_isForgottenInTheEnd() {
    ReadCache.Slot<String> small = filled("small", 2);

    for (int more = 0; more < 100; more++) {
      filled("more", 20);
    }

    assertThat(small.get()).isNull();
  }

  @Test
  void put_largeThings_areForgottenInTheirOrderWhateverTheirSize() {
    var large = new ReadCache(1 << 20);
    var first = new ReadCache.Slot<String>();
    var second = new ReadCache.Slot<String>();
    large.put(first, "first", 1 << 16);
    large.put(second, "second", 1 << 18);

    for (int more = 0; more < 3; more++) {
      large.put(new ReadCache.Slot<>(), "more", 1 << 18);
    }

    assertThat(first.get()).isNull();
    assertThat(second.get()).isEqualTo("second");
  }

  @Test
  void release_slots_givesTheirRoomBack() {
    ReadCache.Slot<String> one = filled("one", 20);
    ReadCache.Slot<String> other = filled("other", 20);

    cache.release(List.of(one, new ReadCache.Slot<String>()));

    assertThat(one.get()).isNull();
    assertThat(other.get()).isEqualTo("other");
    assertThat(cache.bytes()).isEqualTo(20);
  }

  @Test
  void none_keepsNothing() {
    var slot = new ReadCache.Slot<String>();

    ReadCache.none().put(slot, "one", 1);

    assertThat(slot.get()).isNull();
  }
}
