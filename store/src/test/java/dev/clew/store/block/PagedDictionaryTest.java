package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagedDictionaryTest {
  /// Three chunks of two values of a byte each.
  private static final String VALUES = "abcdef";

  private static final long CHUNK_BYTES = chunk(0).memoryBytes();

  private final List<Integer> read = new ArrayList<>();

  private static SealedDictionary.Chunk chunk(int number) {
    byte[] bytes = VALUES.getBytes(StandardCharsets.UTF_8);
    return new SealedDictionary.Chunk(
        bytes, 2 * number, new int[] {2 * number + 1, 2 * number + 2});
  }

  private PagedDictionary dictionary(ReadCache room) {
    return new PagedDictionary(
        new int[] {0, 2, 4, 6},
        chunk -> {
          read.add(chunk);
          return chunk(chunk);
        },
        room);
  }

  private static String all(PagedDictionary dictionary) {
    var all = new StringBuilder();
    for (int code = 0; code < dictionary.size(); code++) {
      byte[] copied = new byte[dictionary.length(code)];
      dictionary.copy(code, copied, 0);
      assertThat(dictionary.bytes(code)).isEqualTo(copied);
      all.append(dictionary.text(code));
    }
    return all.toString();
  }

  @Test
  void values_inOrder_haveEachChunkReadOnce() {
    var room = new ReadCache(4 * CHUNK_BYTES);

    assertThat(all(dictionary(room))).isEqualTo(VALUES);

    assertThat(read).containsExactly(0, 1, 2);
  }

  @Test
  void values_moreThanThereIsRoomFor_areReadAgain() {
    var room = new ReadCache(CHUNK_BYTES);
    PagedDictionary dictionary = dictionary(room);

    assertThat(all(dictionary)).isEqualTo(VALUES);

    assertThat(read).hasSizeGreaterThan(3);
    assertThat(room.bytes()).isLessThanOrEqualTo(CHUNK_BYTES);
  }

  @Test
  void bytes_chunkThatCannotBeRead_saysWhy() {
    var damaged =
        new PagedDictionary(
            new int[] {0, 1},
            _ -> {
              throw new CorruptBlockException("block", 7, "needs a chunk, has none");
            },
            new ReadCache(100));

    assertThatThrownBy(() -> damaged.bytes(0))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(CorruptBlockException.class);
  }
}
