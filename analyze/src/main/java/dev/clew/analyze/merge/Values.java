package dev.clew.analyze.merge;

import dev.clew.analyze.TraceComparison.Difference;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The values that attributes have on two sides, of many the first. Owned by one thread.
final class Values {
  private static final int MOST_KEYS = 200;
  private static final int MOST_VALUES = 10;
  private static final int MOST_DIFFERENCES = 50;

  private final Map<String, List<Set<AttributeValue>>> values = new TreeMap<>();
  private final boolean[] isThere = new boolean[2];

  void add(int side, List<Attribute> attributes) {
    isThere[side] = true;
    for (Attribute each : attributes) {
      if (values.size() < MOST_KEYS || values.containsKey(each.key())) {
        Set<AttributeValue> known =
            values
                .computeIfAbsent(
                    each.key(), _ -> List.of(new LinkedHashSet<>(), new LinkedHashSet<>()))
                .get(side);
        if (known.size() < MOST_VALUES) {
          known.add(each.value());
        }
      }
    }
  }

  boolean hasBothSides() {
    return isThere[0] && isThere[1];
  }

  /// By key what is not the same on both sides.
  List<Difference> differences() {
    return values.entrySet().stream()
        .filter(each -> !each.getValue().get(0).equals(each.getValue().get(1)))
        .limit(MOST_DIFFERENCES)
        .map(each ->
            new Difference(
                each.getKey(),
                List.copyOf(each.getValue().get(0)),
                List.copyOf(each.getValue().get(1))))
        .toList();
  }
}
