package dev.clew.store.head;

import dev.clew.store.Dictionary;
import dev.clew.store.block.ByteStrings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers distinct byte strings in the order they first come; no object a value.
///
/// Guarded by the head's lock.
final class GrowingDictionary {
  private static final int FIRST_SLOTS = 4;
  private static final int OBJECT_BYTES = 300;

  /// Code plus one in the low bits, which are as many as it takes to number the slots; the others
  /// have those of the hash, so that a value that is not here is mostly known by its slot alone.
  private Ints slots;

  private int slotMask = FIRST_SLOTS - 1;

  private final MemoryMeter meter;
  private final ByteArena arena;
  private final Ints places;
  private final Ints lengths;
  private int size;

  /// The code that was asked for last: spans that come together are alike.
  private int last;

  GrowingDictionary(MemoryMeter meter) {
    this.meter = meter;
    arena = new ByteArena(meter);
    places = new Ints(meter);
    lengths = new Ints(meter);
    slots = Ints.zeroes(FIRST_SLOTS, meter);
    meter.add(OBJECT_BYTES);
  }

  int size() {
    return size;
  }

  /// The code of these bytes, a new one if they were not here yet.
  int code(byte[] source, int offset, int length) {
    if (last >= size || !isAt(last, source, offset, length)) {
      last = find(source, offset, length);
    }
    return last;
  }

  private int find(byte[] source, int offset, int length) {
    int hash = ByteStrings.hash(source, offset, length);
    int tag = hash & ~slotMask;
    int slot = hash & slotMask;
    int found = slots.get(slot);
    while (found != 0) {
      int code = (found & slotMask) - 1;
      if ((found & ~slotMask) == tag && isAt(code, source, offset, length)) {
        return code;
      }
      slot = (slot + 1) & slotMask;
      found = slots.get(slot);
    }
    slots.set(slot, tag | (size + 1));
    return add(source, offset, length);
  }

  private boolean isAt(int code, byte[] source, int offset, int length) {
    int place = places.get(code);
    return lengths.get(code) == length
        && ByteStrings.same(
            ByteArena.chunk(arena.chunks(), place),
            ByteArena.offset(place),
            source,
            offset,
            length);
  }

  private int add(byte[] source, int offset, int length) {
    places.put(size, arena.add(source, offset, length));
    lengths.put(size, length);
    size++;
    if (size > (slotMask + 1) / 4 * 3 - 1) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    int count = (slotMask + 1) * 2;
    meter.add(-slots.bytes());
    slots = Ints.zeroes(count, meter);
    slotMask = count - 1;
    byte[][] chunks = arena.chunks();
    for (int code = 0; code < size; code++) {
      int place = places.get(code);
      int hash =
          ByteStrings.hash(
              ByteArena.chunk(chunks, place), ByteArena.offset(place), lengths.get(code));
      int slot = hash & slotMask;
      while (slots.get(slot) != 0) {
        slot = (slot + 1) & slotMask;
      }
      slots.set(slot, (hash & ~slotMask) | (code + 1));
    }
  }

  /// The values of this moment.
  Snapshot snapshot() {
    return new Snapshot(size, arena.chunks(), places.snapshot(), lengths.snapshot());
  }

  /// What a dictionary held at one moment.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(int size, byte[][] chunks, Ints.Snapshot places, Ints.Snapshot lengths)
      implements Dictionary {
    @Override
    public byte[] bytes(int code) {
      int place = places.get(code);
      int from = ByteArena.offset(place);
      return Arrays.copyOfRange(ByteArena.chunk(chunks, place), from, from + lengths.get(code));
    }

    @Override
    public int length(int code) {
      return lengths.get(code);
    }

    @Override
    public void copy(int code, byte[] into, int at) {
      int place = places.get(code);
      byte[] chunk = ByteArena.chunk(chunks, place);
      System.arraycopy(chunk, ByteArena.offset(place), into, at, lengths.get(code));
    }

    @Override
    public String text(int code) {
      int place = places.get(code);
      return new String(
          ByteArena.chunk(chunks, place),
          ByteArena.offset(place),
          lengths.get(code),
          StandardCharsets.UTF_8);
    }
  }
}
