package dev.clew.store.block;

import dev.clew.store.Dictionary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// A dictionary as it stands in a block file, read chunk by chunk when its values are asked for. A
/// cache says how many chunks stay in memory, so that the values may be more than memory holds; who
/// asks in about the order of the codes has each chunk read once.
///
/// Values that cannot be read are an [UncheckedIOException]. Owned by one thread.
final class PagedDictionary implements Dictionary {
  private final int[] firstCodes;
  private final Reader reader;
  private final ReadCache room;
  private final List<ReadCache.Slot<SealedDictionary.Chunk>> slots;

  /// Reads a chunk by its number.
  interface Reader {
    SealedDictionary.Chunk read(int chunk) throws IOException;
  }

  /// @param firstCodes by chunk, its first code; behind them how many codes there are
  /// @param room what keeps chunks, those of other columns too
  PagedDictionary(int[] firstCodes, Reader reader, ReadCache room) {
    this.firstCodes = firstCodes;
    this.reader = reader;
    this.room = room;
    slots =
        Stream.generate(ReadCache.Slot<SealedDictionary.Chunk>::new)
            .limit(firstCodes.length - 1)
            .toList();
  }

  private SealedDictionary.Chunk chunk(int number) {
    ReadCache.Slot<SealedDictionary.Chunk> slot = slots.get(number);
    SealedDictionary.Chunk kept = slot.get();
    if (kept == null) {
      try {
        kept = reader.read(number);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      room.put(slot, kept, kept.memoryBytes());
    }
    return kept;
  }

  @Override
  public int size() {
    return firstCodes[firstCodes.length - 1];
  }

  @Override
  public byte[] bytes(int code) {
    int chunk = SealedDictionary.chunkOf(firstCodes, code);
    return chunk(chunk).bytes(code - firstCodes[chunk]);
  }

  @Override
  public int length(int code) {
    int chunk = SealedDictionary.chunkOf(firstCodes, code);
    return chunk(chunk).length(code - firstCodes[chunk]);
  }

  @Override
  public void copy(int code, byte[] into, int at) {
    int chunk = SealedDictionary.chunkOf(firstCodes, code);
    chunk(chunk).copy(code - firstCodes[chunk], into, at);
  }

  @Override
  public String text(int code) {
    return new String(bytes(code), StandardCharsets.UTF_8);
  }
}
