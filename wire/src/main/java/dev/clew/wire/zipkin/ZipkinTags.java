package dev.clew.wire.zipkin;

import dev.clew.wire.proto.MalformedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The tags of a span in the order of their keys' first coming, each with what came last.
///
/// Owned by one thread.
final class ZipkinTags {
  private static final TagPlace[] PLACES = TagPlace.values();
  // Beyond so many, keys are looked up; below, looking at all of them costs less.
  private static final int FEW = 32;
  private static final int FIRST_ROOM = 4;
  private static final int NONE = -1;

  private final Texts texts;
  private int size;

  // How many keys the span before had, as long as those of this one are the same; else 0. They
  // still stand in the arrays.
  private int expected;

  private long[] keys = new long[FIRST_ROOM];
  private long[] values = new long[FIRST_ROOM];
  private int[] hashes = new int[FIRST_ROOM];
  private TagPlace[] places = new TagPlace[FIRST_ROOM];
  private final Map<String, Integer> many = new HashMap<>();
  private final int[] byPlace = new int[PLACES.length];

  ZipkinTags(Texts texts) {
    this.texts = texts;
    Arrays.fill(byPlace, NONE);
  }

  void clear() {
    expected = Math.min(size, FEW);
    size = 0;
    many.clear();
    Arrays.fill(byPlace, NONE);
  }

  int size() {
    return size;
  }

  long key(int tag) {
    return keys[tag];
  }

  long value(int tag) {
    return values[tag];
  }

  TagPlace place(int tag) {
    return places[tag];
  }

  boolean has(TagPlace place) {
    return byPlace[place.ordinal()] != NONE;
  }

  /// The text of a tag that there is one of; empty where it is missing.
  String text(TagPlace place) {
    return has(place) ? texts.text(values[byPlace[place.ordinal()]]) : "";
  }

  /// Adds a tag whose key and value are among the texts.
  void put(long key, long value) throws MalformedException {
    if (isExpected(key)) {
      keys[size] = key;
      values[size] = value;
      byPlace[places[size].ordinal()] = size++;
      return;
    }
    expected = 0;
    int hash = TagPlace.hash(texts.array(key), texts.place(key));
    int known = size <= FEW ? indexOf(key, hash) : many.getOrDefault(texts.text(key), NONE);
    if (known == NONE) {
      append(key, value, hash);
    } else {
      values[known] = value;
    }
  }

  /// True of the key that the span before had here: no key before it is the same.
  private boolean isExpected(long key) {
    return size < expected && texts.isOfBody(keys[size]) && texts.areEqual(keys[size], key);
  }

  private int indexOf(long key, int hash) {
    for (int tag = 0; tag < size; tag++) {
      if (hashes[tag] == hash && texts.areEqual(keys[tag], key)) {
        return tag;
      }
    }
    return NONE;
  }

  private void append(long key, long value, int hash) throws MalformedException {
    if (size == keys.length) {
      grow();
    }
    TagPlace place = TagPlace.of(texts.array(key), texts.place(key), hash);
    keys[size] = key;
    values[size] = value;
    hashes[size] = hash;
    places[size] = place;
    byPlace[place.ordinal()] = size++;
    ZipkinSpan.checkParts(size);
    if (size > FEW) {
      remember();
    }
  }

  private void grow() {
    int room = 2 * keys.length;
    keys = Arrays.copyOf(keys, room);
    values = Arrays.copyOf(values, room);
    hashes = Arrays.copyOf(hashes, room);
    places = Arrays.copyOf(places, room);
  }

  private void remember() {
    for (int tag = many.size(); tag < size; tag++) {
      many.put(texts.text(keys[tag]), tag);
    }
  }
}
