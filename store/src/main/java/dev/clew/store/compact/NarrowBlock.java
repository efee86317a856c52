package dev.clew.store.compact;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.block.BlockOver;
import dev.clew.store.block.Shape;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A block with fewer columns: the values of the attributes that lost theirs stand in its overflow.
///
/// Owned by one thread.
final class NarrowBlock extends BlockOver {
  private final Set<StoredKey> keys;
  private final Map<StoredKey, StoredColumn> changed = new HashMap<>();

  /// @param gone keys of attributes
  static NarrowBlock without(StoredBlock block, List<StoredKey> gone) throws IOException {
    return new NarrowBlock(block, gone);
  }

  private NarrowBlock(StoredBlock block, List<StoredKey> gone) throws IOException {
    super(block);
    keys = new LinkedHashSet<>(block.storedKeys());
    for (StoredKey.Space space : StoredKey.Space.OF_ATTRIBUTES) {
      List<StoredKey> ofSpace = gone.stream().filter(key -> key.space() == space).toList();
      if (!ofSpace.isEmpty()) {
        new Spilled(block, ofSpace).columns().forEach(column -> changed.put(column.key(), column));
      }
    }
    gone.forEach(keys::remove);
    if (gone.stream().anyMatch(key -> key.space() == StoredKey.Space.SPAN_ATTRIBUTE)) {
      changed.put(StoredKey.SHAPE, new Shapes(block.stored(StoredKey.SHAPE).orElseThrow()));
    }
    keys.addAll(changed.keySet());
  }

  /// By number of an attribute column in the block, its number here.
  private int[] attributeNumbers() {
    List<StoredKey> here = attributeKeys();
    Map<StoredKey, Integer> numbers = new HashMap<>();
    for (int number = 0; number < here.size(); number++) {
      numbers.put(here.get(number), number);
    }
    return block.attributeKeys().stream()
        .mapToInt(key -> numbers.getOrDefault(key, Shape.RAW))
        .toArray();
  }

  /// The shapes of the block, in which the attributes without columns stand as encoded ones.
  private final class Shapes implements StoredColumn {
    private final StoredColumn column;

    Shapes(StoredColumn column) {
      this.column = column;
    }

    @Override
    public StoredKey key() {
      return StoredKey.SHAPE;
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      column.read(page, into);
    }

    @Override
    public long weight() throws IOException {
      return column.weight();
    }

    @Override
    public Dictionary dictionary() throws IOException {
      return RenumberedShapes.of(name(), column.dictionary(), attributeNumbers());
    }
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return keys;
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) throws IOException {
    StoredColumn column = changed.get(key);
    if (column != null) {
      return Optional.of(column);
    }
    return keys.contains(key) ? block.stored(key) : Optional.empty();
  }

  @Override
  public boolean isUsed(StoredKey key) {
    return changed.containsKey(key) || block.isUsed(key);
  }
}
