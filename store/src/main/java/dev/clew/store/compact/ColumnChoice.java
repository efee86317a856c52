package dev.clew.store.compact;

import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Chooses which attributes have columns of their own where several blocks become one: those with
/// the most values, as many as may be; but none of which some block has values in its overflow,
/// since an attribute has either a column or values there.
final class ColumnChoice {
  private ColumnChoice() {}

  /// The blocks, without columns for attributes that may have none where they are together.
  static List<StoredBlock> narrow(List<StoredBlock> blocks, int maxColumns) throws IOException {
    Set<StoredKey> chosen = choose(blocks, maxColumns);
    var narrowed = new ArrayList<StoredBlock>();
    for (StoredBlock block : blocks) {
      List<StoredKey> gone =
          attributes(block).stream().filter(key -> !chosen.contains(key)).toList();
      narrowed.add(gone.isEmpty() ? block : NarrowBlock.without(block, gone));
    }
    return narrowed;
  }

  private static List<StoredKey> attributes(StoredBlock block) {
    return block.storedKeys().stream()
        .filter(key -> key.space().isOfAttributes() && block.isUsed(key))
        .toList();
  }

  private static Set<StoredKey> choose(List<StoredBlock> blocks, int maxColumns)
      throws IOException {
    Set<StoredKey> chosen = new HashSet<>();
    for (StoredKey key : byWeight(blocks)) {
      if (chosen.size() == maxColumns) {
        return chosen;
      }
      if (!overflows(key, blocks)) {
        chosen.add(key);
      }
    }
    return chosen;
  }

  /// Those with the most values first.
  private static List<StoredKey> byWeight(List<StoredBlock> blocks) throws IOException {
    Map<StoredKey, Long> weights = new LinkedHashMap<>();
    for (StoredBlock block : blocks) {
      for (StoredKey key : attributes(block)) {
        weights.merge(key, block.stored(key).orElseThrow().weight(), Long::sum);
      }
    }
    return weights.entrySet().stream()
        .sorted(Map.Entry.<StoredKey, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean overflows(StoredKey key, List<StoredBlock> blocks) throws IOException {
    for (StoredBlock block : blocks) {
      if (block.overflows().holds(key)) {
        return true;
      }
    }
    return false;
  }
}
