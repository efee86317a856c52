package dev.clew.store.block;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.TraceDirectory;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ReadableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A block in a file. What it says of itself is in memory; columns are read when they are asked
/// for, and checked each time.
///
/// Any thread may read until it is closed.
public final class SealedBlock implements StoredBlock, Closeable {
  private final ReadableFile file;
  private final SectionReader sections;
  private final Footer footer;
  private final Map<StoredKey, Footer.Entry> columns = new LinkedHashMap<>();
  private final WeakMemo<List<Resource>> resources =
      new WeakMemo<>(() -> heads(StoredKey.RESOURCE, Heads::resource));
  private final WeakMemo<List<Scope>> scopes =
      new WeakMemo<>(() -> heads(StoredKey.SCOPE, Heads::scope));
  private final Map<StoredKey, Integer> attributeNumbers = new HashMap<>();
  private final WeakMemo<SealedShapes> shapes = new WeakMemo<>(this::readShapes);
  private final WeakMemo<SealedTraces> traces = new WeakMemo<>(this::readTraces);

  private SealedBlock(ReadableFile file, SectionReader sections, Footer footer) {
    this.file = file;
    this.sections = sections;
    this.footer = footer;
    footer.columns().forEach(entry -> columns.put(entry.key(), entry));
    for (StoredKey key : attributeKeys()) {
      attributeNumbers.put(key, attributeNumbers.size());
    }
  }

  /// Opens a block. Damage to what must be known before columns are read, the trace directory, the
  /// resources and the scopes among it, is found here.
  public static SealedBlock open(Disk disk, Path path) throws IOException {
    ReadableFile file = disk.open(path);
    try {
      var sections = new SectionReader(file, String.valueOf(path.getFileName()));
      Footer footer = new Envelope(file, sections).readFooter();
      var block = new SealedBlock(file, sections, footer);
      block.check();
      return block;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void check() throws IOException {
    for (int column = 0; column < Footer.TRACE_COLUMNS; column++) {
      check(traceIndex(column), "trace directory column " + column);
    }
    for (StoredKey key : List.of(StoredKey.RESOURCE, StoredKey.SCOPE)) {
      Footer.Entry entry = columns.get(key);
      if (entry != null) {
        ColumnIndex index = index(entry);
        for (Section chunk : index.chunks()) {
          sections.check(chunk, "column " + key + " dictionary");
        }
        if (index.templates() != null) {
          sections.check(index.templates(), "column " + key + " templates");
        }
      }
    }
  }

  private void check(ColumnIndex index, String what) throws IOException {
    for (Section page : index.sections()) {
      sections.check(page, what);
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
  public List<Resource> resources() {
    return resources.get();
  }

  @Override
  public List<Scope> scopes() {
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

  @Override
  public TraceDirectory traces() {
    return traces.get();
  }

  private SealedTraces readTraces() throws IOException {
    var indexes = new ArrayList<ColumnIndex>();
    for (int column = 0; column < Footer.TRACE_COLUMNS; column++) {
      indexes.add(traceIndex(column));
    }
    return new SealedTraces(sections, footer, indexes);
  }

  private ColumnIndex traceIndex(int column) throws IOException {
    int pageCount = SealedTraces.pageCount(footer.traceCount());
    String what = "trace directory column " + column + " index";
    ByteSource in = sections.read(footer.traceColumns().get(column), what);
    ColumnIndex index = ColumnIndex.read(in, pageCount);
    if (index.pages().length != pageCount) {
      throw in.corrupt("needs " + pageCount + " pages, has " + index.pages().length);
    }
    return index;
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return Collections.unmodifiableSet(columns.keySet());
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) throws IOException {
    Footer.Entry entry = columns.get(key);
    return entry == null ? Optional.empty() : Optional.of(column(entry));
  }

  private SealedColumn column(Footer.Entry entry) throws IOException {
    Integer attribute = attributeNumbers.get(entry.key());
    if (attribute != null) {
      var shaped = new SealedShapes.Attribute(attribute, shapes);
      return new SealedColumn.OfAttribute(
          entry.key(), sections, index(entry), footer.firstRows(), shaped);
    }
    if (!entry.key().equals(StoredKey.PARENT_SPAN_ID)) {
      return new SealedColumn(entry.key(), sections, index(entry), footer.firstRows());
    }
    Footer.Entry spanIds = columns.get(StoredKey.SPAN_ID);
    if (spanIds == null) {
      throw new CorruptBlockException(name(), 0, "parent span ids need span ids, has none");
    }
    return new SealedColumn.OfParents(sections, index(entry), footer.firstRows(), column(spanIds));
  }

  private SealedShapes readShapes() throws IOException {
    Footer.Entry entry = columns.get(StoredKey.SHAPE);
    if (entry == null) {
      throw new CorruptBlockException(name(), 0, "attributes need shapes, has none");
    }
    return SealedShapes.of(column(entry), name());
  }

  private ColumnIndex index(Footer.Entry entry) throws IOException {
    ByteSource in = sections.read(entry.index(), "column " + entry.key() + " index");
    return ColumnIndex.read(in, pageCount());
  }

  @Override
  public Set<ColumnKey> columns() {
    var shown = new LinkedHashSet<ColumnKey>();
    columns.values().stream()
        .filter(entry -> entry.values() > 0)
        .forEach(entry -> entry.key().shown().ifPresent(shown::add));
    return shown;
  }

  @Override
  public Optional<Column> column(ColumnKey key) throws IOException {
    Footer.Entry entry = columns.get(StoredKey.of(key));
    return entry == null || entry.values() == 0
        ? Optional.empty()
        : Optional.of(ShownColumn.of(key, column(entry)));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
