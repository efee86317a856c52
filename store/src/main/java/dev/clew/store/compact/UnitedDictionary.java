package dev.clew.store.compact;

import dev.clew.store.Dictionary;
import dev.clew.store.block.ByteStrings;
import java.util.Arrays;
import java.util.List;

/// The values of several dictionaries, each once. It keeps no value itself, only where each is.
///
/// Owned by one thread until it is built.
final class UnitedDictionary implements Dictionary {
  private final List<Dictionary> sources;

  /// By source and code there, the code here.
  private final int[][] codes;

  /// By source, the code here of the first value that it has before all others; behind them how
  /// many values there are.
  private final int[] firstCodes;

  /// By code here, the code in the source that has the value.
  private final int[] codeThere;

  UnitedDictionary(List<Dictionary> sources) {
    this.sources = sources;
    codes = new int[sources.size()][];
    firstCodes = new int[codes.length + 1];
    var union = new Union();
    for (int source = 0; source < codes.length; source++) {
      codes[source] = new int[sources.get(source).size()];
      for (int code = 0; code < codes[source].length; code++) {
        codes[source][code] = union.add(source, code);
      }
      firstCodes[source + 1] = union.size;
    }
    codeThere = Arrays.copyOf(union.codeThere, union.size);
  }

  /// Finds values that were there before; needed only until all have come.
  private final class Union {
    private int[] codeThere = new int[16];
    private int[] hashes = new int[16];

    /// Code plus one, or 0 where free.
    private int[] slots = new int[32];

    private int size;

    /// The code here of a value.
    int add(int source, int code) {
      byte[] value = sources.get(source).bytes(code);
      int hash = ByteStrings.hash(value, 0, value.length);
      int slot = hash & (slots.length - 1);
      while (slots[slot] != 0) {
        int known = slots[slot] - 1;
        if (hashes[known] == hash && isSame(known, source + 1, value)) {
          return known;
        }
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = size + 1;
      addNew(code, hash);
      return size - 1;
    }

    /// @param count how many sources it may be from
    private boolean isSame(int known, int count, byte[] value) {
      Dictionary source = sources.get(sourceOf(known, count));
      return source.length(codeThere[known]) == value.length
          && Arrays.equals(source.bytes(codeThere[known]), value);
    }

    private void addNew(int code, int hash) {
      if (size == hashes.length) {
        codeThere = Arrays.copyOf(codeThere, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
      }
      codeThere[size] = code;
      hashes[size] = hash;
      size++;
      if (size * 2 > slots.length) {
        rehash();
      }
    }

    private void rehash() {
      slots = new int[slots.length * 2];
      for (int code = 0; code < size; code++) {
        int slot = hashes[code] & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = code + 1;
      }
    }
  }

  /// The source that has a value, one of the first `count`.
  private int sourceOf(int code, int count) {
    int found = Arrays.binarySearch(firstCodes, 0, count, code);
    if (found < 0) {
      return -found - 2;
    }
    // Sources that have nothing new start where the next one does.
    while (found + 1 < count && firstCodes[found + 1] == code) {
      found++;
    }
    return found;
  }

  /// The code here of what a source knows by `code`.
  int code(int source, int code) {
    return codes[source][code];
  }

  @Override
  public int size() {
    return codeThere.length;
  }

  private Dictionary source(int code) {
    return sources.get(sourceOf(code, sources.size()));
  }

  @Override
  public byte[] bytes(int code) {
    return source(code).bytes(codeThere[code]);
  }

  @Override
  public int length(int code) {
    return source(code).length(codeThere[code]);
  }

  @Override
  public void copy(int code, byte[] into, int at) {
    source(code).copy(codeThere[code], into, at);
  }

  @Override
  public String text(int code) {
    return source(code).text(codeThere[code]);
  }
}
