package dev.clew.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// One column of one block.
public interface Column {
  ColumnKey key();

  /// Present when values are codes: names, messages, and attributes of type `STRING`, `BYTES`,
  /// `ARRAY` and `MAP`. Otherwise a value is the number itself, a `DOUBLE`'s raw bits, a `BOOL`'s 0
  /// or 1, an `EMPTY`'s 0.
  Optional<Dictionary> dictionary() throws IOException;

  /// The codes that answer a question with yes, of a column that has a dictionary. For who asks
  /// again they may have been kept: what the answer is depends on the question and the dictionary
  /// alone. Not to be changed.
  default <E extends Exception> BitSet codes(Object question, Answer<E> answer)
      throws IOException, E {
    return answer.of(dictionary().orElseThrow());
  }

  /// Works out which codes of a dictionary answer a question with yes, value by value.
  interface Answer<E extends Exception> {
    /// The codes of the values that answer with yes.
    ///
    /// @param dictionary all values, or some that stand side by side, numbered from 0
    BitSet of(Dictionary dictionary) throws IOException, E;

    /// What each value has in it, one like the other, that answers with yes: so that those without
    /// need not be read.
    default List<byte[]> parts() {
      return List.of();
    }

    /// Judges values beforehand: only those that it leaves open are looked at as a whole.
    default Optional<Walk> walk() {
      return Optional.empty();
    }
  }

  /// Shows the values of a column that has a dictionary, but for those that can be told not to be
  /// looked for; nothing is kept.
  default <E extends Exception> void look(Viewer<E> viewer) throws IOException, E {
    Dictionary dictionary = dictionary().orElseThrow();
    for (int code = 0; code < dictionary.size(); code++) {
      viewer.see(code, dictionary, code);
    }
  }

  /// Looks at values of a dictionary.
  interface Viewer<E extends Exception> {
    /// Says which values are not looked for. Asked for again and again, since what was seen so far
    /// may decide; only a hint.
    Walk walk();

    /// Sees a value.
    ///
    /// @param code of the value in the column
    /// @param at its code in `values`
    void see(int code, Dictionary values, int at) throws IOException, E;
  }

  /// False only if the column is one of codes and certainly no row has this value, or, of a column
  /// of arrays, this text in an array; cheaper than to look into the dictionary.
  default boolean mayHold(byte[] value) throws IOException {
    return true;
  }

  /// True when each value of the dictionary, or of the block's list behind the column, certainly
  /// occurs in some row.
  default boolean isEveryCodeUsed() {
    return false;
  }

  /// What is known of a page's values, or codes, before it is read.
  default PageBounds bounds(int page) throws IOException {
    return PageBounds.UNKNOWN;
  }

  /// Fills `into` with the values of a page.
  void read(int page, ColumnPage into) throws IOException;

  /// Fills `into` with the values of these rows of a page, at least one, which ascend and count
  /// from the start of the block; it may be with those of more of its rows.
  default void read(int page, int[] rows, ColumnPage into) throws IOException {
    read(page, into);
  }
}
