package dev.clew.store.block;

import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.BitSet;

/// A column of a block as the store itself reads it.
public interface StoredColumn extends ValuePages {
  StoredKey key();

  /// False only if no row of a coded column has this value.
  default boolean mayHold(byte[] value) throws IOException {
    return true;
  }

  /// True when each value of the dictionary certainly occurs in some row.
  default boolean isEveryCodeUsed() {
    return false;
  }

  /// About how many values it has.
  long weight() throws IOException;

  /// All values of a coded column.
  Dictionary dictionary() throws IOException;

  /// All values of a coded column, of which only so many are in memory as `room` keeps, where that
  /// can be; whatever cannot be read later is an [java.io.UncheckedIOException].
  default Dictionary dictionary(ReadCache room) throws IOException {
    return dictionary();
  }

  /// See [Column#codes].
  default <E extends Exception> BitSet codes(Object question, Column.Answer<E> answer)
      throws IOException, E {
    return answer.of(dictionary());
  }

  /// See [Column#look].
  default <E extends Exception> void look(Column.Viewer<E> viewer) throws IOException, E {
    Dictionary dictionary = dictionary();
    for (int code = 0; code < dictionary.size(); code++) {
      viewer.see(code, dictionary, code);
    }
  }

  /// The values of these codes; the dictionary may lack the others.
  default Dictionary dictionary(long[] codes) throws IOException {
    return dictionary();
  }
}
