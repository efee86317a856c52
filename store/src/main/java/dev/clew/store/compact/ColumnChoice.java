package dev.clew.store.compact;

import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
    Map<StoredKey, Long> weights = weights(blocks);
    Set<StoredKey> chosen = new HashSet<>();
    weights.entrySet().stream()
        .sorted(Map.Entry.<StoredKey, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(maxColumns)
        .forEach(each -> chosen.add(each.getKey()));
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

  /// How many values those have that may have a column.
  private static Map<StoredKey, Long> weights(List<StoredBlock> blocks) throws IOException {
    Map<StoredKey, Long> weights = new LinkedHashMap<>();
    for (StoredBlock block : blocks) {
      for (StoredKey key : attributes(block)) {
        weights.merge(key, block.stored(key).orElseThrow().weight(), Long::sum);
      }
    }
    for (StoredBlock block : blocks) {
      var overflown = new ArrayList<StoredKey>();
      for (StoredKey key : weights.keySet()) {
        if (block.overflows().holds(key)) {
          overflown.add(key);
        }
      }
      overflown.forEach(weights::remove);
    }
    return weights;
  }
}
