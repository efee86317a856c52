package dev.clew.store.block;

import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a block has in its overflow, of all kinds of owners.
///
/// Any thread may read.
public final class Overflows {
  private final StoredBlock block;
  private final Map<StoredKey.Space, Optional<Overflow>> opened = new ConcurrentHashMap<>();

  public Overflows(StoredBlock block) {
    this.block = block;
  }

  private Optional<Overflow> of(StoredKey.Space space) throws IOException {
    if (!space.isOfAttributes()) {
      return Optional.empty();
    }
    Optional<Overflow> known = opened.get(space);
    if (known == null) {
      known = Overflow.of(block, space);
      opened.put(space, known);
    }
    return known;
  }

  /// The values of a key and type that has no column of its own, if there are some.
  Optional<Column> column(ColumnKey key) throws IOException {
    StoredKey stored = StoredKey.of(key);
    Optional<Overflow> overflow = of(stored.space());
    return overflow.isEmpty() ? Optional.empty() : overflow.get().column(key, stored);
  }

  /// True when the values of an attribute may be here.
  public boolean holds(StoredKey key) throws IOException {
    Optional<Overflow> overflow = of(key.space());
    return overflow.isPresent() && overflow.get().holds(key);
  }

  /// The keys and types that have values here.
  public Set<ColumnKey> columns() throws IOException {
    Set<ColumnKey> columns = new LinkedHashSet<>();
    for (StoredKey.Space space : StoredKey.Space.OF_ATTRIBUTES) {
      Optional<Overflow> overflow = of(space);
      if (overflow.isPresent()) {
        columns.addAll(overflow.get().columns());
      }
    }
    return columns;
  }
}
