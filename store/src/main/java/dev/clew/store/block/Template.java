package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.List;

/// What values have in common that differ in numbers alone.
///
/// @param slots what stands between the pieces of text and is different in each value
/// @param texts where the text before each slot stands; the last one ends the value
record Template(List<Part> slots, List<Text> texts) {
  /// A slot, and how many digits it has where it says so.
  record Part(Slot slot, int length) {}

  /// A piece of text.
  record Text(int from, int length) {}

  /// The kinds of the slots.
  List<Slot> kinds() {
    return slots.stream().map(Part::slot).toList();
  }

  /// How many bytes each of its values has, or -1 where they differ in that.
  int width() {
    int width = texts.stream().mapToInt(Text::length).sum();
    for (Part part : slots) {
      int more = part.slot().width(part.length());
      if (more < 0) {
        return -1;
      }
      width += more;
    }
    return width;
  }

  /// Reads what a [ValueSplitter] made.
  static Template read(ByteSource in) throws CorruptBlockException {
    var slots = new ArrayList<Part>();
    var texts = new ArrayList<Text>();
    texts.add(text(in));
    for (Slot slot = slot(in); slot != Slot.END; slot = slot(in)) {
      if (slots.size() == ValueSplitter.MAX_SLOTS) {
        throw in.corrupt("needs at most " + ValueSplitter.MAX_SLOTS + " slots, has more");
      }
      slots.add(new Part(slot, slot.hasLength() ? length(slot, in) : 0));
      texts.add(text(in));
    }
    return new Template(List.copyOf(slots), List.copyOf(texts)); // takes half as much memory
  }

  private static Text text(ByteSource in) throws CorruptBlockException {
    int length = in.count(in.remaining());
    return new Text(in.advance(length), length);
  }

  private static Slot slot(ByteSource in) throws CorruptBlockException {
    int number = in.int8();
    if (number >= Slot.ALL.size()) {
      throw in.corrupt("needs a known slot, has " + number);
    }
    return Slot.ALL.get(number);
  }

  private static int length(Slot slot, ByteSource in) throws CorruptBlockException {
    int length = in.int8();
    if (length < 1 || length > slot.maxLength()) {
      throw in.corrupt("needs 1 to " + slot.maxLength() + " digits, has " + length);
    }
    return length;
  }
}
