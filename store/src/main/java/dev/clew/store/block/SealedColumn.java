package dev.clew.store.block;

import dev.clew.store.Column;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.PageBounds;
import dev.clew.store.Walk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A column of a block file. Any thread may read.
class SealedColumn implements StoredColumn {
  // A value that fewer rows share will hardly be asked for again.
  private static final int FEWEST_ROWS_A_VALUE = 2;

  private final Footer.Entry entry;
  private final SectionReader sections;
  private final int[] firstRows;
  private final ReadCache cache;
  private final @Nullable Section filter;
  private final ReadCache.Slot<Opened> slot = new ReadCache.Slot<>();
  private final ReadCache.Slot<FuseFilter> filterSlot = new ReadCache.Slot<>();
  private final KeptCodes answers;

  /// Where a column is found.
  ///
  /// @param number its place in the footer
  record Place(Footer footer, int number, SectionReader sections, ReadCache cache) {
    Footer.Entry entry() {
      return footer.columns().get(number);
    }
  }

  /// What is kept of a column between reads.
  private record Opened(
      ColumnIndex index,
      AtomicReferenceArray<SealedDictionary.Chunk> chunks,
      AtomicReference<@Nullable Templates> templates) {
    Opened(ColumnIndex index) {
      this(index, new AtomicReferenceArray<>(index.chunks().size()), new AtomicReference<>());
    }

    /// How many values a chunk has.
    int size(int chunk) {
      return index.firstCodes()[chunk + 1] - index.firstCodes()[chunk];
    }
  }

  SealedColumn(Place place) {
    entry = place.entry();
    sections = place.sections;
    firstRows = place.footer.firstRows();
    cache = place.cache;
    answers = new KeptCodes(cache);
    filter = place.footer.part(Footer.Part.VALUE_FILTER, place.number).orElse(null);
  }

  Footer.Entry entry() {
    return entry;
  }

  /// What the cache may keep of this column.
  List<ReadCache.Slot<?>> slots() {
    var all = new ArrayList<ReadCache.Slot<?>>(answers.slots());
    all.add(slot);
    all.add(filterSlot);
    return all;
  }

  @Override
  public StoredKey key() {
    return entry.key();
  }

  private Opened open() throws IOException {
    Opened kept = slot.get();
    if (kept == null) {
      ByteSource in = sections.read(entry.index(), "column " + key() + " index");
      ColumnIndex index = ColumnIndex.read(in, firstRows.length - 1);
      kept = new Opened(index);
      cache.put(slot, kept, index.memoryBytes());
    }
    return kept;
  }

  ColumnIndex index() throws IOException {
    return open().index;
  }

  @Override
  public long weight() {
    return entry.values();
  }

  @Override
  public PageBounds bounds(int page) throws IOException {
    ColumnIndex index = index();
    int at = Arrays.binarySearch(index.pages(), page);
    return at < 0 ? PageBounds.EMPTY : new PageBounds(index.mins()[at], index.maxes()[at]);
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
    ColumnIndex index = index();
    int at = Arrays.binarySearch(index.pages(), page);
    if (at < 0) {
      into.clear(0);
      return;
    }
    ByteSource in =
        sections.read(index.sections().get(at), () -> "column " + key() + " page " + page);
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
    Opened opened = open();
    requireDictionary();
    var chunks = new SealedDictionary.Chunk[opened.index.chunks().size()];
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      chunks[chunk] = chunk(opened, chunk);
    }
    return new SealedDictionary(chunks, opened.index.firstCodes());
  }

  @Override
  public <E extends Exception> BitSet codes(Object question, Column.Answer<E> answer)
      throws IOException, E {
    BitSet kept = answers.find(question);
    if (kept == null) {
      kept = answer(answer);
      answers.put(question, kept);
    }
    return kept;
  }

  @Override
  public <E extends Exception> void look(Column.Viewer<E> viewer) throws IOException, E {
    Opened opened = open();
    requireDictionary();
    for (int chunk = 0; chunk < opened.index.chunks().size(); chunk++) {
      int first = opened.index.firstCodes()[chunk];
      WalkedChunk walked = walked(opened, chunk, viewer.walk());
      for (int at = 0; at < walked.open().length; at++) {
        viewer.see(first + walked.open()[at], walked.values(), at);
      }
    }
  }

  private <E extends Exception> BitSet answer(Column.Answer<E> answer) throws IOException, E {
    if (answer.parts().isEmpty() && answer.walk().isEmpty()) {
      return answer.of(dictionary());
    }
    Opened opened = open();
    requireDictionary();
    var codes = new BitSet();
    var having = new HavingParts(answer.parts());
    for (int chunk = 0; chunk < opened.index.chunks().size(); chunk++) {
      if (mayHave(having, opened, chunk)) {
        Optional<Walk> walk = answer.walk();
        if (walk.isPresent()) {
          addWalked(opened, chunk, walk.get(), answer, codes);
        } else {
          addWhole(opened, chunk, answer, codes);
        }
      }
    }
    return codes;
  }

  private boolean mayHave(HavingParts having, Opened opened, int chunk) throws IOException {
    return having.isEmpty()
        || opened.chunks.get(chunk) != null
        || having.mayBeIn(section(opened, chunk), opened.size(chunk), of -> templates(opened, of));
  }

  private <E extends Exception> void addWhole(
      Opened opened, int number, Column.Answer<E> answer, BitSet codes) throws IOException, E {
    SealedDictionary.Chunk chunk = chunk(opened, number);
    if (chunk.has(answer.parts())) {
      int first = opened.index.firstCodes()[number];
      answer.of(SealedDictionary.of(chunk)).stream().forEach(code -> codes.set(first + code));
    }
  }

  private <E extends Exception> void addWalked(
      Opened opened, int number, Walk walk, Column.Answer<E> answer, BitSet codes)
      throws IOException, E {
    WalkedChunk walked = walked(opened, number, walk);
    int first = opened.index.firstCodes()[number];
    walked.yes().stream().forEach(code -> codes.set(first + code));
    if (walked.open().length > 0) {
      int[] open = walked.open();
      answer.of(walked.values()).stream().forEach(at -> codes.set(first + open[at]));
    }
  }

  private WalkedChunk walked(Opened opened, int number, Walk walk) throws IOException {
    SealedDictionary.Chunk kept = opened.chunks.get(number);
    return kept != null
        ? WalkedChunk.of(kept, walk)
        : ChunkReader.walk(
            section(opened, number), opened.size(number), of -> templates(opened, of), walk);
  }

  @Override
  public Dictionary dictionary(long[] codes) throws IOException {
    Opened opened = open();
    requireDictionary();
    int[] firstCodes = opened.index.firstCodes();
    long[] ascending = codes.clone();
    Arrays.sort(ascending);
    var parts = new SealedDictionary.Builder();
    int from = 0;
    while (from < ascending.length) {
      int chunk = SealedDictionary.chunkOf(firstCodes, (int) ascending[from]);
      int to = from + 1;
      while (to < ascending.length && ascending[to] < firstCodes[chunk + 1]) {
        to++;
      }
      int first = firstCodes[chunk];
      if (isWorthKeeping(opened.index)) {
        parts.add(first, chunk(opened, chunk));
      } else {
        int lowest = (int) ascending[from];
        var asked =
            new Slice(
                firstCodes[chunk + 1] - first, lowest - first, (int) ascending[to - 1] + 1 - first);
        parts.add(lowest, readChunk(opened, chunk, asked));
      }
      from = to;
    }
    return parts.build();
  }

  private void requireDictionary() {
    if (!key().isCoded()) {
      throw new IllegalStateException("column " + key() + " has no dictionary");
    }
  }

  private boolean isWorthKeeping(ColumnIndex index) {
    return entry.values() >= (long) FEWEST_ROWS_A_VALUE * index.dictionarySize();
  }

  /// A chunk, whole.
  private SealedDictionary.Chunk chunk(Opened opened, int number) throws IOException {
    SealedDictionary.Chunk kept = opened.chunks.get(number);
    if (kept != null) {
      return kept;
    }
    var chunk = readChunk(opened, number, Slice.all(opened.size(number)));
    if (isWorthKeeping(opened.index) && opened.chunks.compareAndSet(number, null, chunk)) {
      cache.grow(slot, chunk.memoryBytes());
    }
    return chunk;
  }

  private SealedDictionary.Chunk readChunk(Opened opened, int number, Slice asked)
      throws IOException {
    return ChunkReader.read(section(opened, number), asked, of -> templates(opened, of));
  }

  private ByteSource section(Opened opened, int chunk) throws IOException {
    return sections.read(
        opened.index.chunks().get(chunk), () -> "column " + key() + " dictionary chunk " + chunk);
  }

  private Templates templates(Opened opened, ByteSource chunk) throws IOException {
    Templates known = opened.templates.get();
    if (known == null) {
      Section section = opened.index.templates();
      if (section == null) {
        throw chunk.corrupt("needs templates, the column has none");
      }
      known = Templates.read(sections.read(section, () -> "column " + key() + " templates"));
      if (opened.templates.compareAndSet(null, known)) {
        cache.grow(slot, known.memoryBytes());
      }
    }
    return known;
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
