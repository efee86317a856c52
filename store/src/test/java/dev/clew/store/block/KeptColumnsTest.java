package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is still known of columns when their file cannot be read any more.
class KeptColumnsTest {
  private static final Path FILE = Path.of("/blocks", "1.block");
  private static final int COLUMNS = 5;
  private static final int VALUES = 20;

  /// Less than the dictionaries of all columns.
  private final ReadCache cache = new ReadCache(40_000);

  private final MemoryDisk disk = new MemoryDisk();
  private SealedBlock block;

  /// Each value is that of two rows, and has 400 letters that no template has a number for.
  @BeforeEach
  void write() throws IOException {
    StoredBlock head =
        SampleSpans.head(
            2 * VALUES,
            row -> {
              var span = SampleSpans.span(1, row + 1, 0);
              for (int column = 0; column < COLUMNS; column++) {
                String value = Character.toString('g' + row % VALUES).repeat(400);
                span.addAttributes(SampleSpans.attribute("key" + column, value));
              }
              return span;
            });
    BlockWriter.write(disk, FILE, head, new BlockOrigin("tenant", 1, 1), Counting.first());
    block = SealedBlock.open(disk, FILE, cache);
  }

  @AfterEach
  void close() throws IOException {
    block.close();
  }

  private SealedColumn column(int number) {
    return (SealedColumn)
        block.storedKeys().stream()
            .filter(key -> key.name().equals("key" + number))
            .map(key -> block.stored(key).orElseThrow())
            .findFirst()
            .orElseThrow();
  }

  private void readAll() throws IOException {
    for (int column = 0; column < COLUMNS; column++) {
      assertThat(column(column).dictionary().size()).isEqualTo(VALUES);
    }
  }

  private void damageFile() {
    Arrays.fill(disk.bytes(FILE), (byte) 0);
  }

  @Test
  void dictionary_forgottenForOthers_leavesThePlacesKnown() throws IOException {
    readAll();
    damageFile();

    assertThat(column(COLUMNS - 1).dictionary().size()).isEqualTo(VALUES);
    assertThatThrownBy(() -> column(0).dictionary()).isInstanceOf(CorruptBlockException.class);
    assertThat(column(0).places().dictionarySize()).isEqualTo(VALUES);
  }

  @Test
  void read_ofRows_keepsNoBounds() throws IOException {
    long before = cache.bytes();
    SealedColumn column = column(0);

    column.read(0, new ColumnPage());
    long places = cache.bytes() - before;
    column.bounds(0);

    assertThat(places).isEqualTo(column.places().memoryBytes());
    assertThat(cache.bytes() - before).isGreaterThan(places);
  }
}
