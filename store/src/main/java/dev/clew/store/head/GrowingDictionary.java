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
  private static final int BYTES_AN_ENTRY = Long.BYTES + 2 * Integer.BYTES;

  // Values come from strangers: a seed of this process keeps them from choosing their slots.
  private static final long SEED = new SplittableRandom().nextLong();

  private final MemoryMeter meter;
  private final ByteArena arena;
  private int size;
  private long[] places = new long[4];
  private int[] lengths = new int[4];
  private int[] hashes = new int[4];

  /// Code plus one, or 0 where free.
  private int[] slots = new int[8];

  GrowingDictionary(MemoryMeter meter) {
    this.meter = meter;
    arena = new ByteArena(meter);
    meter.add(4 * BYTES_AN_ENTRY + 8 * Integer.BYTES);
  }

  int size() {
    return size;
  }

  /// The code of these bytes, a new one if they were not here yet.
  int code(byte[] source, int offset, int length) {
    int hash = hash(source, offset, length);
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (hashes[code] == hash && isAt(code, source, offset, length)) {
        return code;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = size + 1;
    return add(source, offset, length, hash);
  }

  private boolean isAt(int code, byte[] source, int offset, int length) {
    if (lengths[code] != length) {
      return false;
    }
    byte[] chunk = ByteArena.chunk(arena.chunks(), places[code]);
    int at = ByteArena.offset(places[code]);
    return Arrays.equals(chunk, at, at + length, source, offset, offset + length);
  }

  private int add(byte[] source, int offset, int length, int hash) {
    if (size == places.length) {
      grow();
    }
    places[size] = arena.add(source, offset, length);
    lengths[size] = length;
    hashes[size] = hash;
    size++;
    if (size * 2 > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void grow() {
    int capacity = size * 2;
    meter.add((long) size * BYTES_AN_ENTRY);
    places = Arrays.copyOf(places, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
  }

  private void rehash() {
    meter.add((long) slots.length * Integer.BYTES);
    slots = new int[slots.length * 2];
    for (int code = 0; code < size; code++) {
      int slot = hashes[code] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = code + 1;
    }
  }

  private static int hash(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length;
    int at = offset;
    int end = offset + length;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * MULTIPLIER;
    }
    hash = (hash ^ (hash >>> 29)) * MULTIPLIER;
    return (int) (hash >>> 32);
  }

  /// The values of this moment.
  Snapshot snapshot() {
    return new Snapshot(size, arena.chunks(), places, lengths);
  }

  /// What a dictionary held at one moment: its arrays only ever get more.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(int size, byte[][] chunks, long[] places, int[] lengths) implements Dictionary {
    @Override
    public byte[] bytes(int code) {
      int from = ByteArena.offset(places[code]);
      byte[] chunk = ByteArena.chunk(chunks, places[code]);
      return Arrays.copyOfRange(chunk, from, from + lengths[code]);
    }

    @Override
    public int length(int code) {
      return lengths[code];
    }

    @Override
    public void copy(int code, byte[] into, int at) {
      byte[] chunk = ByteArena.chunk(chunks, places[code]);
      System.arraycopy(chunk, ByteArena.offset(places[code]), into, at, lengths[code]);
    }

    @Override
    public String text(int code) {
      return new String(
          ByteArena.chunk(chunks, places[code]),
          ByteArena.offset(places[code]),
          lengths[code],
          StandardCharsets.UTF_8);
    }
  }
}
