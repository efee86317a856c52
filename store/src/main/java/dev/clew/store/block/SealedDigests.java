package dev.clew.store.block;

import dev.clew.store.ColumnKey.Intrinsic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The digests of a block that were asked for, as far as the cache has room: each has far fewer
/// rows than what the file tells apart.
///
/// Any thread may come.
final class SealedDigests {
  private final SealedBlock block;
  private final ReadCache cache;
  private final Map<Set<Intrinsic>, ReadCache.Slot<SealedDigest>> slots = new ConcurrentHashMap<>();

  SealedDigests(SealedBlock block, ReadCache cache) {
    this.block = block;
    this.cache = cache;
  }

  /// @param section where the cells stand
  SealedDigest digest(Set<Intrinsic> columns, SectionReader sections, Section section)
      throws IOException {
    var slot = slots.computeIfAbsent(Set.copyOf(columns), _ -> new ReadCache.Slot<>());
    SealedDigest digest = slot.get();
    if (digest == null) {
      ByteSource in = sections.read(section, "digest");
      int[] lastCodes = new int[DigestCells.KEYS.size()];
      for (int column = 0; column < lastCodes.length; column++) {
        OptionalInt size = block.dictionarySize(DigestCells.KEYS.get(column));
        lastCodes[column] = size.isPresent() ? size.getAsInt() - 1 : Integer.MAX_VALUE;
      }
      DigestCells cells = DigestCells.read(in, block.rowCount(), columns, lastCodes);
      digest = new SealedDigest(block, cells.by(columns));
      cache.put(slot, digest, digest.memoryBytes());
    }
    return digest;
  }

  List<ReadCache.Slot<SealedDigest>> slots() {
    return List.copyOf(slots.values());
  }
}
