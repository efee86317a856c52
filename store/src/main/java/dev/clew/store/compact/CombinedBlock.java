package dev.clew.store.compact;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.TraceId;
import dev.clew.store.Dictionary;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.Heads;
import dev.clew.store.block.Shape;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Several blocks as one, to be sealed into one file: their rows one after the other, except that
/// of a span that was sent again only the last is left; their traces and dictionaries united.
///
/// Owned by one thread. It has one column in memory at a time, the one that was asked for last.
public final class CombinedBlock implements StoredBlock {
  private final List<StoredBlock> parts;
  private final BooleanSupplier isWanted;
  private final UnitedTraces traces;

  /// By part, its first page; behind them the number of pages.
  private final int[] firstPages;

  /// By part, its first row; behind them the number of rows.
  private final int[] firstRows;

  private final Map<StoredKey, Integer> attributeNumbers = new LinkedHashMap<>();
  private final Set<StoredKey> keys = new LinkedHashSet<>();
  private @Nullable CombinedColumn latest;

  /// Combines blocks.
  ///
  /// @param blocks in the order in which their spans came; so must be the rows of each, as far as
  ///   they are of the same span
  /// @param maxColumns how many columns attributes may have; the values of the others overflow
  /// @param isWanted asked page by page; reading ends with an [InterruptedIOException] when it is
  ///   not any more
  public static CombinedBlock of(
      List<? extends StoredBlock> blocks, int maxColumns, BooleanSupplier isWanted)
      throws IOException {
    List<StoredBlock> parts = Repeats.removedFrom(blocks, each -> each.name() + "-once");
    return new CombinedBlock(ColumnChoice.narrow(parts, maxColumns), isWanted);
  }

  private CombinedBlock(List<StoredBlock> parts, BooleanSupplier isWanted) throws IOException {
    this.parts = parts;
    this.isWanted = isWanted;
    traces = UnitedTraces.of(parts);
    firstPages = new int[parts.size() + 1];
    firstRows = new int[parts.size() + 1];
    for (int part = 0; part < parts.size(); part++) {
      firstPages[part + 1] = Math.addExact(firstPages[part], parts.get(part).pageCount());
      firstRows[part + 1] = Math.addExact(firstRows[part], parts.get(part).rowCount());
    }
    for (StoredBlock part : parts) {
      part.storedKeys().stream().filter(part::isUsed).forEach(this::addKey);
    }
  }

  private void addKey(StoredKey key) {
    keys.add(key);
    if (key.space() == StoredKey.Space.SPAN_ATTRIBUTE) {
      attributeNumbers.putIfAbsent(key, attributeNumbers.size());
    }
  }

  List<StoredBlock> parts() {
    return parts;
  }

  void checkWanted() throws InterruptedIOException {
    if (!isWanted.getAsBoolean()) {
      throw new InterruptedIOException("block " + name() + " is not wanted any more");
    }
  }

  UnitedTraces unitedTraces() {
    return traces;
  }

  /// The part that a page lies in.
  int partOfPage(int page) {
    int part = 0;
    while (page >= firstPages[part + 1]) {
      part++;
    }
    return part;
  }

  int firstPage(int part) {
    return firstPages[part];
  }

  int firstRowOfPart(int part) {
    return firstRows[part];
  }

  @Override
  public String name() {
    return parts.getFirst().name() + "-to-" + parts.getLast().name();
  }

  @Override
  public boolean isSealed() {
    return parts.stream().allMatch(StoredBlock::isSealed);
  }

  @Override
  public int rowCount() {
    return firstRows[parts.size()];
  }

  @Override
  public long minStartNanos() {
    return withRows().stream().mapToLong(StoredBlock::minStartNanos).min().orElse(0);
  }

  @Override
  public long maxStartNanos() {
    return withRows().stream().mapToLong(StoredBlock::maxStartNanos).max().orElse(0);
  }

  private List<StoredBlock> withRows() {
    return parts.stream().filter(part -> part.rowCount() > 0).toList();
  }

  @Override
  public int pageCount() {
    return firstPages[parts.size()];
  }

  @Override
  public int firstRow(int page) {
    if (page == pageCount()) {
      return rowCount();
    }
    int part = partOfPage(page);
    return firstRows[part] + parts.get(part).firstRow(page - firstPages[part]);
  }

  @Override
  public List<Resource> resources() throws IOException {
    return decoded(StoredKey.RESOURCE, Heads::resource);
  }

  @Override
  public List<Scope> scopes() throws IOException {
    return decoded(StoredKey.SCOPE, Heads::scope);
  }

  private <T> List<T> decoded(StoredKey key, Function<byte[], T> decode) throws IOException {
    var values = new ArrayList<T>();
    Optional<CombinedColumn> column = stored(key);
    if (column.isPresent()) {
      Dictionary dictionary = column.get().dictionary();
      for (int code = 0; code < dictionary.size(); code++) {
        values.add(decode.apply(dictionary.bytes(code)));
      }
    }
    return values;
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return Collections.unmodifiableSet(keys);
  }

  @Override
  public Optional<CombinedColumn> stored(StoredKey key) throws IOException {
    CombinedColumn column = latest;
    if (column != null && column.key().equals(key)) {
      return Optional.of(column);
    }
    latest = null; // before the next one takes its memory
    if (!keys.contains(key)) {
      return Optional.empty();
    }
    var columns = new ArrayList<@Nullable StoredColumn>();
    for (StoredBlock part : parts) {
      columns.add(part.stored(key).orElse(null));
    }
    column = new CombinedColumn(this, key, columns);
    latest = column;
    return Optional.of(column);
  }

  /// By number of an attribute column in a part, its number here.
  int[] attributeNumbers(int part) {
    return parts.get(part).attributeKeys().stream()
        .mapToInt(key -> attributeNumbers.getOrDefault(key, Shape.RAW))
        .toArray();
  }

  @Override
  public List<StoredKey> attributeKeys() {
    return List.copyOf(attributeNumbers.keySet());
  }

  @Override
  public TraceDirectory traces() {
    return new Traces();
  }

  private final class Traces implements TraceDirectory {
    @Override
    public int size() {
      return traces.size();
    }

    @Override
    public int find(TraceId trace) throws IOException {
      return traces.find(trace);
    }

    @Override
    public TraceId traceId(int number) throws IOException {
      return traces.traceId(number);
    }

    @Override
    public int[] rows(int number) throws IOException {
      int[] rows = {};
      for (int fragment : fragments(number)) {
        int[] more = traces.rows(fragment);
        int first = firstRows[traces.block(fragment)];
        int from = rows.length;
        rows = Arrays.copyOf(rows, from + more.length);
        for (int at = 0; at < more.length; at++) {
          rows[from + at] = first + more[at];
        }
      }
      Arrays.sort(rows);
      return rows;
    }

    private List<Integer> fragments(int number) {
      var fragments = new ArrayList<Integer>();
      for (int each = traces.lastFragment(number);
          each != UnitedTraces.NONE;
          each = traces.earlierFragment(each)) {
        fragments.add(each);
      }
      return fragments;
    }

    @Override
    public long minStartNanos(int number) throws IOException {
      long min = Long.MAX_VALUE;
      for (int fragment : fragments(number)) {
        min = Math.min(min, traces.minStartNanos(fragment));
      }
      return min;
    }

    @Override
    public long maxEndNanos(int number) throws IOException {
      long max = Long.MIN_VALUE;
      for (int fragment : fragments(number)) {
        max = Math.max(max, traces.maxEndNanos(fragment));
      }
      return max;
    }
  }
}
