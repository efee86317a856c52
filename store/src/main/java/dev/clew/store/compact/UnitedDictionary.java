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

  /// By code here, the source that has the value, and its code there.
  private int[] sourceOf = new int[16];

  private int[] codeThere = new int[16];
  private int[] hashes = new int[16];

  /// Code plus one, or 0 where free.
  private int[] slots = new int[32];

  private int size;

  UnitedDictionary(List<Dictionary> sources) {
    this.sources = sources;
    codes = new int[sources.size()][];
    for (int source = 0; source < codes.length; source++) {
      codes[source] = new int[sources.get(source).size()];
      for (int code = 0; code < codes[source].length; code++) {
        codes[source][code] = unite(source, code);
      }
    }
  }

  private int unite(int source, int code) {
    byte[] value = sources.get(source).bytes(code);
    int hash = ByteStrings.hash(value, 0, value.length);
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int known = slots[slot] - 1;
      if (hashes[known] == hash && Arrays.equals(bytes(known), value)) {
        return known;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = size + 1;
    add(source, code, hash);
    return size - 1;
  }

  private void add(int source, int code, int hash) {
    if (size == hashes.length) {
      sourceOf = Arrays.copyOf(sourceOf, size * 2);
      codeThere = Arrays.copyOf(codeThere, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    sourceOf[size] = source;
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

  /// The code here of what a source knows by `code`.
  int code(int source, int code) {
    return codes[source][code];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] bytes(int code) {
    return sources.get(sourceOf[code]).bytes(codeThere[code]);
  }

  @Override
  public String text(int code) {
    return sources.get(sourceOf[code]).text(codeThere[code]);
  }
}
