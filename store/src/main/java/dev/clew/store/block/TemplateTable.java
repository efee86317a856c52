package dev.clew.store.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The templates of a column while it is written, numbered in the order in which they first came.
///
/// Owned by one thread.
final class TemplateTable {
  private final ByteSink texts = new ByteSink();
  private final List<List<Slot>> slots = new ArrayList<>();
  private int[] ends = new int[16];
  private int[] hashes = new int[16];

  /// Code plus one, or 0 where free.
  private int[] places = new int[64];

  /// The code that was asked for last: values that come together are alike.
  private int last;

  int size() {
    return slots.size();
  }

  /// How many bytes all templates have.
  int bytes() {
    return texts.size();
  }

  /// The slots of each template.
  List<List<Slot>> slots() {
    return slots;
  }

  /// The code of what the splitter split last, a new one if it was not here yet.
  int code(ValueSplitter splitter) {
    ByteSink template = splitter.template();
    if (last >= size() || !isAt(last, template)) {
      last = find(splitter, template);
    }
    return last;
  }

  private int find(ValueSplitter splitter, ByteSink template) {
    int hash = ByteStrings.hash(template.array(), 0, template.size());
    int place = hash & (places.length - 1);
    while (places[place] != 0) {
      int code = places[place] - 1;
      if (hashes[code] == hash && isAt(code, template)) {
        return code;
      }
      place = (place + 1) & (places.length - 1);
    }
    add(template, splitter.slots(), hash, place);
    return size() - 1;
  }

  private boolean isAt(int code, ByteSink template) {
    return Arrays.equals(
        texts.array(), start(code), ends[code], template.array(), 0, template.size());
  }

  private int start(int code) {
    return code == 0 ? 0 : ends[code - 1];
  }

  private void add(ByteSink template, List<Slot> slotsOf, int hash, int place) {
    int code = size();
    if (code == ends.length) {
      ends = Arrays.copyOf(ends, code * 2);
      hashes = Arrays.copyOf(hashes, code * 2);
    }
    texts.raw(template.array(), 0, template.size());
    slots.add(slotsOf);
    ends[code] = texts.size();
    hashes[code] = hash;
    places[place] = code + 1;
    if (size() * 2 > places.length) {
      rehash();
    }
  }

  private void rehash() {
    places = new int[places.length * 2];
    for (int code = 0; code < size(); code++) {
      int place = hashes[code] & (places.length - 1);
      while (places[place] != 0) {
        place = (place + 1) & (places.length - 1);
      }
      places[place] = code + 1;
    }
  }

  /// Forgets all templates but the first ones.
  void cut(int size) {
    // In reverse, so that no place is freed on the way to another one.
    for (int code = size() - 1; code >= size; code--) {
      int place = hashes[code] & (places.length - 1);
      while (places[place] != code + 1) {
        place = (place + 1) & (places.length - 1);
      }
      places[place] = 0;
      slots.removeLast();
    }
    texts.cut(size == 0 ? 0 : ends[size - 1]);
  }

  /// Writes what [Templates#read] reads.
  void write(ByteSink out) {
    out.varint(size());
    out.raw(texts.array(), 0, texts.size());
  }
}
