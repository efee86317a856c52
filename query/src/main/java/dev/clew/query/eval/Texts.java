package dev.clew.query.eval;

import dev.clew.store.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// Several dictionaries as one: codes of one text may differ where it came from several.
///
/// Grows while a batch is filled, by one thread.
public final class Texts {
  private final List<Dictionary> parts = new ArrayList<>();
  private final IdentityHashMap<Dictionary, Integer> known = new IdentityHashMap<>();
  private int[] bases = new int[4];
  private int size;

  /// What to add to a dictionary's codes.
  int add(Dictionary dictionary) {
    Integer base = known.get(dictionary);
    if (base != null) {
      return base;
    }
    if (parts.size() == bases.length) {
      bases = Arrays.copyOf(bases, bases.length * 2);
    }
    int added = size;
    bases[parts.size()] = added;
    parts.add(dictionary);
    known.put(dictionary, added);
    size = Math.addExact(size, dictionary.size());
    return added;
  }

  private int partOf(int code) {
    int part = parts.size() - 1;
    while (bases[part] > code) {
      part--;
    }
    return part;
  }

  public byte[] bytes(int code) {
    int part = partOf(code);
    return parts.get(part).bytes(code - bases[part]);
  }

  public String text(int code) {
    int part = partOf(code);
    return parts.get(part).text(code - bases[part]);
  }
}
