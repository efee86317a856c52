package dev.clew.store.head;

import dev.clew.store.Dictionary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Numbers distinct byte strings in the order they first come; no object a value.
///
/// Guarded by the head's lock.
final class GrowingDictionary {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;
  private static final int FIRST_SLOTS = 4;
  private static final int OBJECT_BYTES = 350;

  // Values come from strangers: a seed of this process keeps them from choosing their slots.
  private static final long SEED = new SplittableRandom().nextLong();

  private final MemoryMeter meter;
  private final ByteArena arena;
  private final Ints places;
  private final Ints lengths;
  private final Ints hashes;

  /// Code plus one, or 0 where free.
  private Ints slots;

  private int slotMask = FIRST_SLOTS - 1;
  private int size;

  /// The code that was asked for last: spans that come together are alike.
  private int last;

  GrowingDictionary(MemoryMeter meter) {
    this.meter = meter;
    arena = new ByteArena(meter);
    places = new Ints(meter);
    lengths = new Ints(meter);
    hashes = new Ints(meter);
    slots = Ints.zeroes(FIRST_SLOTS, meter);
    meter.add(OBJECT_BYTES);
  }

  int size() {
    return size;
  }

  /// The code of these bytes, a new one if they were not here yet.
  int code(byte[] source, int offset, int length) {
    if (last < size && isAt(last, source, offset, length)) {
      return last;
    }
    int hash = hash(source, offset, length);
    int slot = hash & slotMask;
    int code = slots.get(slot) - 1;
    while (code >= 0 && !(hashes.get(code) == hash && isAt(code, source, offset, length))) {
      slot = (slot + 1) & slotMask;
      code = slots.get(slot) - 1;
    }
    if (code < 0) {
      code = size;
      slots.set(slot, code + 1);
      add(source, offset, length, hash);
    }
    last = code;
    return code;
  }

  private boolean isAt(int code, byte[] source, int offset, int length) {
    if (lengths.get(code) != length) {
      return false;
    }
    int place = places.get(code);
    byte[] chunk = ByteArena.chunk(arena.chunks(), place);
    int at = ByteArena.offset(place);
    return Arrays.equals(chunk, at, at + length, source, offset, offset + length);
  }

  private void add(byte[] source, int offset, int length, int hash) {
    places.put(size, arena.add(source, offset, length));
    lengths.put(size, length);
    hashes.put(size, hash);
    size++;
    if (size > (slotMask + 1) / 4 * 3) {
      rehash();
    }
  }

  private void rehash() {
    int count = (slotMask + 1) * 2;
    meter.add(-slots.bytes());
    slots = Ints.zeroes(count, meter);
    slotMask = count - 1;
    for (int code = 0; code < size; code++) {
      int slot = hashes.get(code) & slotMask;
      while (slots.get(slot) != 0) {
        slot = (slot + 1) & slotMask;
      }
      slots.set(slot, code + 1);
    }
  }

  /// Eight bytes at a time; the last eight overlap those before, unless there are fewer.
  private static int hash(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length * MULTIPLIER;
    int end = offset + length;
    if (length >= Long.BYTES) {
      int last = end - Long.BYTES;
      for (int at = offset; at < last; at += Long.BYTES) {
        hash = mix(hash ^ (long) LONGS.get(bytes, at));
      }
      hash = mix(hash ^ (long) LONGS.get(bytes, last));
    } else {
      long rest = 0;
      for (int at = offset; at < end; at++) {
        rest = rest << Byte.SIZE | bytes[at] & 0xff;
      }
      hash = mix(hash ^ rest);
    }
    return (int) (mix(hash) >>> 32);
  }

  private static long mix(long hash) {
    long mixed = hash * MULTIPLIER;
    return mixed ^ mixed >>> 32;
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
