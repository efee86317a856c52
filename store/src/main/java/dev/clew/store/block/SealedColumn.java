package dev.clew.store.block;

import dev.clew.store.Column;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.PageBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of a block file. Any thread may read.
class SealedColumn implements StoredColumn {
  private final Footer.Entry entry;
  private final SectionReader sections;
  private final int[] firstRows;
  private final ReadCache cache;
  private final @Nullable Section filter;
  private final ReadCache.Slot<FuseFilter> filterSlot = new ReadCache.Slot<>();
  private final ReadCache.Slot<ColumnIndex.Bounds> boundsSlot = new ReadCache.Slot<>();
  private final ChunkedDictionary words;

  /// Where a column is found.
  ///
  /// @param number its place in the footer
  record Place(Footer footer, int number, SectionReader sections, ReadCache cache) {
    Footer.Entry entry() {
      return footer.columns().get(number);
    }
  }

  SealedColumn(Place place) {
    entry = place.entry();
    sections = place.sections;
    firstRows = place.footer.firstRows();
    cache = place.cache;
    words = new ChunkedDictionary(place);
    filter = place.footer.part(Footer.Part.VALUE_FILTER, place.number).orElse(null);
  }

  Footer.Entry entry() {
    return entry;
  }

  /// What the cache may keep of this column.
  List<ReadCache.Slot<?>> slots() {
    var all = new ArrayList<>(words.slots());
    all.add(filterSlot);
    all.add(boundsSlot);
    return all;
  }

  @Override
  public StoredKey key() {
    return entry.key();
  }

  ColumnIndex.Places places() throws IOException {
    return words.places();
  }

  @Override
  public long weight() {
    return entry.values();
  }

  @Override
  public PageBounds bounds(int page) throws IOException {
    ColumnIndex index = index();
    int at = index.places().find(page);
    ColumnIndex.Bounds bounds = index.bounds();
    return at < 0 ? PageBounds.EMPTY : new PageBounds(bounds.mins()[at], bounds.maxes()[at]);
  }

  private ColumnIndex index() throws IOException {
    ColumnIndex.Bounds kept = boundsSlot.get();
    if (kept != null) {
      return new ColumnIndex(places(), kept);
    }
    ColumnIndex read = words.index();
    cache.put(boundsSlot, read.bounds(), read.bounds().memoryBytes());
    return read;
  }

  /// Whoever wrote the file has left out what no row had.
  @Override
  public boolean isEveryCodeUsed() {
    return true;
  }

  @Override
  public boolean mayHold(byte[] value) throws IOException {
    if (filter == null) {
      return true;
    }
    FuseFilter kept = filterSlot.get();
    if (kept == null) {
      kept = FuseFilter.read(sections.read(filter, () -> "column " + key() + " filter"));
      cache.put(filterSlot, kept, kept.byteCount());
    }
    return kept.mayContain(FuseFilter.key(value));
  }

  @Override
  public void read(int page, ColumnPage into) throws IOException {
    read(page, PageRange.whole(firstRows[page], firstRows[page + 1]), into);
  }

  @Override
  public void read(PageRows rows, ColumnPage into) throws IOException {
    int page = rows.page();
    var range = new PageRange(firstRows[page], firstRows[page + 1], rows.first(), rows.last() + 1);
    if (rows.areNeighbours()) {
      read(page, range, into);
    } else {
      read(page, into, in -> decode(in, range, rows, into));
    }
  }

  void read(int page, PageRange range, ColumnPage into) throws IOException {
    read(page, into, in -> decode(in, page, range, into));
  }

  /// Decodes the bytes of a page.
  private interface Decoding {
    void decode(ByteSource in) throws IOException;
  }

  private void read(int page, ColumnPage into, Decoding decoding) throws IOException {
    ColumnIndex.Places places = places();
    int at = places.find(page);
    if (at < 0) {
      into.clear(0);
      return;
    }
    ByteSource in =
        sections.read(places.sections().get(at), () -> "column " + key() + " page " + page);
    decoding.decode(in);
    in.end();
  }

  void decode(ByteSource in, int page, PageRange range, ColumnPage into) throws IOException {
    Presence.Found found = Presence.decode(in, range, () -> shaped(in, page, range));
    NumberReader.read(in, found.values(), found.fill(into));
  }

  void decode(ByteSource in, PageRange range, PageRows rows, ColumnPage into) throws IOException {
    Presence.Found found = Presence.decode(in, range, () -> shaped(in, rows.page(), range));
    if (found instanceof Presence.Found.Every) {
      int[] places = rows.places(range.firstRow());
      NumberReader.pick(
          in, range.pageRows(), places, into.fill(rows.rows().clone(), places.length));
    } else {
      NumberReader.read(in, found.values(), found.fill(into));
      into.retain(rows.rows());
    }
  }

  /// The rows whose shapes have the column.
  Presence.Found shaped(ByteSource in, int page, PageRange range) throws IOException {
    throw in.corrupt("needs rows of its own, has those of shapes, which know nothing of it");
  }

  @Override
  public Dictionary dictionary() throws IOException {
    return words.all();
  }

  @Override
  public Dictionary dictionary(ReadCache room) throws IOException {
    return words.paged(room);
  }

  @Override
  public <E extends Exception> BitSet codes(Object question, Column.Answer<E> answer)
      throws IOException, E {
    return words.codes(question, answer);
  }

  @Override
  public <E extends Exception> void look(Column.Viewer<E> viewer) throws IOException, E {
    words.look(viewer);
  }

  @Override
  public Dictionary dictionary(long[] codes) throws IOException {
    return words.of(codes);
  }

  /// An attribute of spans, whose rows shapes may know.
  static final class OfAttribute extends SealedColumn {
    private final SealedShapes.Attribute attribute;

    OfAttribute(Place place, SealedShapes.Attribute attribute) {
      super(place);
      this.attribute = attribute;
    }

    @Override
    Presence.Found shaped(ByteSource in, int page, PageRange range) throws IOException {
      return attribute.find(page, range);
    }
  }

  /// Parent span ids, which refer to the span ids of the same page.
  static final class OfParents extends SealedColumn {
    private final SealedColumn spanIds;
    private final int[] firstRows;

    OfParents(Place place, SealedColumn spanIds) {
      super(place);
      this.spanIds = spanIds;
      firstRows = place.footer.firstRows();
    }

    @Override
    void decode(ByteSource in, int page, PageRange range, ColumnPage into) throws IOException {
      long[] parents = Parents.decode(in, range.values(), rows -> spanIds(in, page, rows));
      into.set(range.from(), parents);
    }

    @Override
    void decode(ByteSource in, PageRange range, PageRows rows, ColumnPage into) throws IOException {
      decode(in, rows.page(), range, into);
      into.retain(rows.rows());
    }

    private long[] spanIds(ByteSource in, int page, Slice rows) throws IOException {
      int first = firstRows[page];
      var ids = new ColumnPage();
      spanIds.read(
          page,
          new PageRange(first, firstRows[page + 1], first + rows.from(), first + rows.to()),
          ids);
      if (ids.size() != rows.size()) {
        throw in.corrupt("needs " + rows.size() + " span ids beside it, has " + ids.size());
      }
      return ids.values();
    }
  }
}
