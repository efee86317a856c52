package dev.clew.serve.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapTest {
  @Test
  void requireRoom_nearlyAllIsYoung_saysWhatIsNeededAndWhatThereIs() {
    var heap = new Heap(64 << 20, 1 << 20);

    assertThatThrownBy(heap::requireRoom)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "the heap needs 40 MiB beside the young generation, has 1 MiB of 64")
        .hasMessageContaining("-Xmx256m");
  }

  @Test
  void requireRoom_enough_isFine() {
    assertThatCode(new Heap(64 << 20, 40 << 20)::requireRoom).doesNotThrowAnyException();
  }

  @Test
  void ofThisProcess_isWithinTheHeap() {
    Heap heap = Heap.ofThisProcess();

    assertThat(heap.bytes()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(heap.oldBytes()).isBetween(1L << 20, heap.bytes());
  }
}
