package dev.clew.store.head;

import dev.clew.store.Dictionary;
import dev.clew.store.block.ByteStrings;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
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
  private int[] slots = new int[FIRST_SLOTS];

  private int slotMask = FIRST_SLOTS - 1;

  private final HeadMemory memory;
  private final ByteArena arena;

  /// By code: the place of the value in the arena above its length, so that one look finds both.
  private final Longs values;

  private int size;

  /// How many values were to be encoded together so far.
  private long asked;

  /// The code that was asked for last: spans that come together are alike.
  private int last;

  GrowingDictionary(HeadMemory memory) {
    this.memory = memory;
    arena = new ByteArena(memory);
    values = new Longs(memory);
    memory.add(OBJECT_BYTES + (long) FIRST_SLOTS * Integer.BYTES);
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

  /// Gives the codes of the values of some attributes. Where most values are new, their slots lie
  /// all over memory: they are hashed first, so that nothing else is waited for between look and
  /// look.
  ///
  /// @param known the codes of attributes that come again
  /// @param codes takes those of these
  void encode(SpanBatch batch, int[] attributes, int count, BatchCodes known, long[] codes) {
    asked += count;
    if (size * 2L > asked) {
      encodeNew(batch, attributes, count, codes);
      return;
    }
    for (int at = 0; at < count; at++) {
      int first = batch.attributes().first(attributes[at]);
      int code = known.code(first);
      if (code == BatchCodes.NONE) {
        long value = batch.attributes().value(first);
        code = code(batch.bytes(), Slice.offset(value), Slice.length(value));
        known.put(first, code);
      }
      codes[at] = code;
    }
  }

  private void encodeNew(SpanBatch batch, int[] attributes, int count, long[] codes) {
    byte[] source = batch.bytes();
    for (int at = 0; at < count; at++) {
      long value = batch.attributes().value(attributes[at]);
      codes[at] = ByteStrings.hash(source, Slice.offset(value), Slice.length(value));
    }
    for (int at = 0; at < count; at++) {
      long value = batch.attributes().value(attributes[at]);
      codes[at] = find(source, Slice.offset(value), Slice.length(value), (int) codes[at]);
    }
  }

  private int find(byte[] source, int offset, int length) {
    return find(source, offset, length, ByteStrings.hash(source, offset, length));
  }

  private int find(byte[] source, int offset, int length, int hash) {
    int tag = hash & ~slotMask;
    int slot = hash & slotMask;
    int found = slots[slot];
    while (found != 0) {
      int code = (found & slotMask) - 1;
      if ((found & ~slotMask) == tag && isAt(code, source, offset, length)) {
        return code;
      }
      slot = (slot + 1) & slotMask;
      found = slots[slot];
    }
    slots[slot] = tag | (size + 1);
    return add(source, offset, length);
  }

  private boolean isAt(int code, byte[] source, int offset, int length) {
    long value = values.get(code);
    int place = place(value);
    return length(value) == length
        && ByteStrings.same(
            ByteArena.chunk(arena.chunks(), place),
            ByteArena.offset(place),
            source,
            offset,
            length);
  }

  private int add(byte[] source, int offset, int length) {
    values.put(size, (long) arena.add(source, offset, length) << Integer.SIZE | length);
    size++;
    if (size > (slotMask + 1) / 4 * 3 - 1) {
      rehash();
    }
    return size - 1;
  }

  private static int place(long value) {
    return (int) (value >>> Integer.SIZE);
  }

  private static int length(long value) {
    return (int) value;
  }

  private void rehash() {
    int count = slots.length * 2;
    memory.add((long) slots.length * Integer.BYTES);
    memory.giveBack(slots);
    slots = memory.newInts(count);
    Arrays.fill(slots, 0);
    slotMask = count - 1;
    byte[][] chunks = arena.chunks();
    for (int code = 0; code < size; code++) {
      long value = values.get(code);
      int place = place(value);
      int hash =
          ByteStrings.hash(ByteArena.chunk(chunks, place), ByteArena.offset(place), length(value));
      int slot = hash & slotMask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & slotMask;
      }
      slots[slot] = (hash & ~slotMask) | (code + 1);
    }
  }

  /// The values of this moment.
  Snapshot snapshot() {
    return new Snapshot(size, arena.chunks(), values.snapshot());
  }

  /// What a dictionary held at one moment.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(int size, byte[][] chunks, Longs.Snapshot values) implements Dictionary {
    @Override
    public byte[] bytes(int code) {
      long value = values.get(code);
      int from = ByteArena.offset(place(value));
      byte[] chunk = ByteArena.chunk(chunks, place(value));
      return Arrays.copyOfRange(chunk, from, from + GrowingDictionary.length(value));
    }

    @Override
    public int length(int code) {
      return GrowingDictionary.length(values.get(code));
    }

    @Override
    public long look(int code) {
      long value = values.get(code);
      int place = place(value);
      int length = GrowingDictionary.length(value);
      byte first = length == 0 ? 0 : ByteArena.chunk(chunks, place)[ByteArena.offset(place)];
      return (long) first << Integer.SIZE | length;
    }

    @Override
    public void copy(int code, byte[] into, int at) {
      long value = values.get(code);
      int place = place(value);
      byte[] chunk = ByteArena.chunk(chunks, place);
      int length = GrowingDictionary.length(value);
      System.arraycopy(chunk, ByteArena.offset(place), into, at, length);
    }

    @Override
    public String text(int code) {
      long value = values.get(code);
      int place = place(value);
      return new String(
          ByteArena.chunk(chunks, place),
          ByteArena.offset(place),
          GrowingDictionary.length(value),
          StandardCharsets.UTF_8);
    }
  }
}
