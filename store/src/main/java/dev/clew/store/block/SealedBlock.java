package dev.clew.store.block;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.Digest;
import dev.clew.store.TraceDirectory;
import dev.clew.store.TraceSummaries;
import dev.clew.store.cube.Cube;
import dev.clew.store.cube.Sum;
import dev.clew.store.cube.Tally;
import dev.clew.store.cube.Words;
import dev.clew.store.cube.WrittenCube;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ReadableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A block in a file. What it says of itself is in memory; columns are read when they are asked
/// for, and checked each time, except for what the cache keeps of them.
///
/// Any thread may read until it is closed.
public final class SealedBlock implements StoredBlock, Closeable {
  private final ReadableFile file;
  private final SectionReader sections;
  private final Footer footer;
  private final ReadCache cache;
  private final Map<StoredKey, SealedColumn> columns = new LinkedHashMap<>();

  /// What is given out: the columns of the file, or what stands for those of an older format.
  private final Map<StoredKey, StoredColumn> given;

  private final Overflows overflows = new Overflows(this);
  private final List<ColumnIndex> traceIndexes = new ArrayList<>();
  private final @Nullable FuseFilter traceFilter;
  private final WeakMemo<List<Resource>> resources =
      new WeakMemo<>(() -> heads(StoredKey.RESOURCE, Heads::resource));
  private final WeakMemo<List<Scope>> scopes =
      new WeakMemo<>(() -> heads(StoredKey.SCOPE, Heads::scope));
  private final WeakMemo<SealedShapes> shapes = new WeakMemo<>(this::readShapes);
  private final WeakMemo<SealedTraces> traces = new WeakMemo<>(this::newTraces);

  /// Empty in a block from before traces were judged.
  private final Optional<JudgedSections> judged;

  private final SealedDigests digests;
  private final WeakMemo<SealedSummaries> summaries = new WeakMemo<>(this::openSummaries);

  /// What the cache may keep of each part of the tally.
  private final List<ReadCache.Slot<WrittenCube>> cubes =
      Stream.of(Tally.Part.values()).map(_ -> new ReadCache.Slot<WrittenCube>()).toList();

  private SealedBlock(ReadableFile file, SectionReader sections, Footer footer, ReadCache cache)
      throws IOException {
    this.file = file;
    this.sections = sections;
    this.footer = footer;
    this.cache = cache;
    int attributes = 0;
    for (int place = 0; place < footer.columns().size(); place++) {
      var at = new SealedColumn.Place(footer, place, sections, cache);
      StoredKey key = at.entry().key();
      boolean isAttribute = key.space() == StoredKey.Space.SPAN_ATTRIBUTE;
      columns.put(key, isAttribute ? attribute(at, attributes++) : column(at));
    }
    given = given();
    for (int column = 0; column < Footer.TRACE_COLUMNS; column++) {
      traceIndexes.add(traceIndex(column));
    }
    Optional<Section> filter = footer.part(Footer.Part.TRACE_FILTER, 0);
    traceFilter =
        filter.isEmpty()
            ? null
            : FuseFilter.read(sections.read(filter.get(), "filter of trace ids"));
    judged = judgedSections();
    digests = new SealedDigests(this, cache);
  }

  private Map<StoredKey, StoredColumn> given() {
    Map<StoredKey, StoredColumn> all = new LinkedHashMap<>(columns);
    var derived = new ArrayList<StoredColumn>();
    StoredColumn starts = columns.get(StoredKey.START_NANOS);
    StoredColumn events = all.remove(StoredKey.OLD_EVENT);
    if (events != null && starts != null) {
      derived.addAll(OldColumns.ofEvents(events, starts));
    }
    StoredColumn links = all.remove(StoredKey.OLD_LINK);
    if (links != null) {
      derived.addAll(OldColumns.ofLinks(links));
    }
    derived.forEach(each -> all.put(each.key(), each));
    return all;
  }

  private Optional<JudgedSections> judgedSections() throws IOException {
    Optional<Section> section = footer.part(Footer.Part.JUDGED, 0);
    return section.isEmpty()
        ? Optional.empty()
        : Optional.of(JudgedSections.read(sections.read(section.get(), "judged traces")));
  }

  private SealedSummaries openSummaries() throws IOException {
    return SealedSummaries.open(this, sections, judged.orElseThrow());
  }

  private SealedColumn attribute(SealedColumn.Place at, int number) {
    return new SealedColumn.OfAttribute(at, new SealedShapes.Attribute(number, shapes));
  }

  private SealedColumn column(SealedColumn.Place at) throws CorruptBlockException {
    if (!at.entry().key().equals(StoredKey.PARENT_SPAN_ID)) {
      return new SealedColumn(at);
    }
    SealedColumn spanIds = columns.get(StoredKey.SPAN_ID);
    if (spanIds == null) {
      throw new CorruptBlockException(
          name(), 0, "parent span ids need span ids before them, has none");
    }
    return new SealedColumn.OfParents(at, spanIds);
  }

  /// Opens a block that is read once.
  public static SealedBlock open(Disk disk, Path path) throws IOException {
    return open(disk, path, ReadCache.none());
  }

  /// Opens a block. Damage to what must be known before columns are read, the trace directory, the
  /// resources and the scopes among it, is found here.
  public static SealedBlock open(Disk disk, Path path, ReadCache cache) throws IOException {
    ReadableFile file = disk.open(path);
    try {
      var sections = new SectionReader(file, String.valueOf(path.getFileName()));
      Footer footer = new Envelope(file, sections).readFooter();
      var block = new SealedBlock(file, sections, footer, cache);
      block.check();
      return block;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void check() throws IOException {
    for (int column = 0; column < Footer.TRACE_COLUMNS; column++) {
      for (Section page : traceIndexes.get(column).places().sections()) {
        sections.check(page, "trace directory column " + column);
      }
    }
    for (StoredKey key : List.of(StoredKey.RESOURCE, StoredKey.SCOPE)) {
      SealedColumn column = columns.get(key);
      if (column != null) {
        ColumnIndex.Places places = column.places();
        for (Section chunk : places.chunks()) {
          sections.check(chunk, "column " + key + " dictionary");
        }
        if (places.templates() != null) {
          sections.check(places.templates(), "column " + key + " templates");
        }
      }
    }
  }

  /// Where the rows come from.
  public BlockOrigin origin() {
    return footer.origin();
  }

  /// Goes through all bytes of the file, to see that they are what was written.
  public BlockScan scan() {
    return new BlockScan(new Envelope(file, sections), footer);
  }

  /// How long the file is.
  public long bytes() {
    return file.size();
  }

  @Override
  public String name() {
    return sections.name();
  }

  @Override
  public boolean isSealed() {
    return true;
  }

  @Override
  public boolean areTracesInOrder() {
    return true;
  }

  @Override
  public int rowCount() {
    return footer.rowCount();
  }

  @Override
  public long minStartNanos() {
    return footer.minStartNanos();
  }

  @Override
  public long maxStartNanos() {
    return footer.maxStartNanos();
  }

  @Override
  public int pageCount() {
    return footer.pageCount();
  }

  @Override
  public int firstRow(int page) {
    return footer.firstRows()[page];
  }

  @Override
  public List<Resource> resources() throws IOException {
    return resources.get();
  }

  @Override
  public List<Scope> scopes() throws IOException {
    return scopes.get();
  }

  private <T> List<T> heads(StoredKey key, Function<byte[], T> decode) throws IOException {
    Optional<? extends StoredColumn> column = stored(key);
    var decoded = new ArrayList<T>();
    if (column.isPresent()) {
      Dictionary dictionary = column.get().dictionary();
      for (int code = 0; code < dictionary.size(); code++) {
        decoded.add(decode.apply(dictionary.bytes(code)));
      }
    }
    return List.copyOf(decoded);
  }

  public int traceCount() {
    return footer.traceCount();
  }

  /// How many values the largest column has.
  public long mostValues() {
    return footer.columns().stream().mapToLong(Footer.Entry::values).max().orElse(0);
  }

  @Override
  public TraceDirectory traces() throws IOException {
    return traces.get();
  }

  private SealedShapes readShapes() throws IOException {
    SealedColumn column = columns.get(StoredKey.SHAPE);
    if (column == null) {
      throw new CorruptBlockException(name(), 0, "attributes need shapes, has none");
    }
    return SealedShapes.of(column, name());
  }

  private SealedTraces newTraces() {
    return new SealedTraces(sections, footer, traceIndexes, traceFilter);
  }

  private ColumnIndex traceIndex(int column) throws IOException {
    int pageCount = SealedTraces.pageCount(footer.traceCount());
    String what = "trace directory column " + column + " index";
    ByteSource in = sections.read(footer.traceColumns().get(column), what);
    ColumnIndex index = ColumnIndex.read(in, pageCount);
    int found = index.places().sections().size();
    if (found != pageCount) {
      throw in.corrupt("needs " + pageCount + " pages, has " + found);
    }
    return index;
  }

  @Override
  public Optional<TraceSummaries> summaries() throws IOException {
    return judged.isEmpty() ? Optional.empty() : Optional.of(summaries.get());
  }

  @Override
  public Optional<Digest> digest(Set<Intrinsic> columns) throws IOException {
    Optional<Section> section = footer.part(Footer.Part.DIGEST, 0);
    return section.isEmpty()
        ? Optional.empty()
        : Optional.of(digests.digest(columns, sections, section.get()));
  }

  /// How many values the dictionary of a column has, if it has one.
  OptionalInt dictionarySize(StoredKey key) throws IOException {
    SealedColumn column = columns.get(key);
    return column == null || !key.isCoded()
        ? OptionalInt.empty()
        : OptionalInt.of(column.places().dictionarySize());
  }

  /// True when the block has written down what it counts.
  public boolean isCounted() {
    return judged.isPresent();
  }

  /// True when a part of what the block counts may have something to add to a sum.
  public boolean counts(Tally.Part part, Sum within) {
    return kept(part)
        .filter(each -> within.overlaps(each.firstSlot(), each.lastSlot()))
        .isPresent();
  }

  private Optional<JudgedSections.Kept> kept(Tally.Part part) {
    return judged.flatMap(sections -> sections.cubes().get(part.ordinal()));
  }

  /// A part of what the block counts, if that is anything.
  ///
  /// @param words where its words are put
  public Optional<Cube> cube(Tally.Part part, Words words) throws IOException {
    Optional<JudgedSections.Kept> kept = kept(part);
    return kept.isEmpty() ? Optional.empty() : Optional.of(read(part, kept.get()).unfold(words));
  }

  private WrittenCube read(Tally.Part part, JudgedSections.Kept kept) throws IOException {
    ByteSource in = sections.read(kept.section(), "cube " + part);
    return WrittenCube.of(in.raw(in.remaining()), name());
  }

  /// The same to be read by many, as long as the cache has room for it.
  public Optional<WrittenCube> written(Tally.Part part) throws IOException {
    Optional<JudgedSections.Kept> kept = kept(part);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    ReadCache.Slot<WrittenCube> slot = cubes.get(part.ordinal());
    WrittenCube known = slot.get();
    if (known == null) {
      known = read(part, kept.get());
      cache.put(slot, known, known.memoryBytes());
    }
    return Optional.of(known);
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return Collections.unmodifiableSet(given.keySet());
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) {
    return Optional.ofNullable(given.get(key));
  }

  /// A column of a file may be there only to keep its number.
  @Override
  public boolean isUsed(StoredKey key) {
    return !(given.get(key) instanceof SealedColumn column) || column.entry().values() > 0;
  }

  @Override
  public Overflows overflows() {
    return overflows;
  }

  @Override
  public void close() throws IOException {
    cache.release(digests.slots());
    cache.release(cubes);
    cache.release(columns.values().stream().flatMap(column -> column.slots().stream()).toList());
    file.close();
  }
}
