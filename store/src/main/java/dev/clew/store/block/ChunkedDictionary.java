package dev.clew.store.block;

import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import dev.clew.store.block.ColumnIndex.Places;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The index of a column of a block file, and its dictionary, chunk by chunk, as far as the cache
/// keeps them. Any thread may read.
final class ChunkedDictionary {
  // A value that fewer rows share will hardly be asked for again.
  private static final int FEWEST_ROWS_A_VALUE = 2;

  private final Footer.Entry entry;
  private final SectionReader sections;
  private final int pageCount;
  private final ReadCache cache;
  private final ReadCache.Slot<Places> placesSlot = new ReadCache.Slot<>();
  private final ReadCache.Slot<Templates> templatesSlot = new ReadCache.Slot<>();

  /// One a chunk, none before they are needed; guarded by this when they are made.
  private volatile List<ReadCache.Slot<SealedDictionary.Chunk>> chunkSlots = List.of();

  private final KeptCodes answers;

  /// What one reader needs from chunk to chunk.
  private record Opened(Places places, AtomicReference<@Nullable Templates> templates) {
    int chunkCount() {
      return places.chunks().size();
    }

    int firstCode(int chunk) {
      return places.firstCodes()[chunk];
    }

    /// How many values a chunk has.
    int size(int chunk) {
      return firstCode(chunk + 1) - firstCode(chunk);
    }
  }

  ChunkedDictionary(SealedColumn.Place place) {
    entry = place.entry();
    sections = place.sections();
    pageCount = place.footer().pageCount();
    cache = place.cache();
    answers = new KeptCodes(cache);
  }

  /// What the cache may keep.
  List<ReadCache.Slot<?>> slots() {
    var all = new ArrayList<ReadCache.Slot<?>>(answers.slots());
    all.addAll(chunkSlots);
    all.add(templatesSlot);
    all.add(placesSlot);
    return all;
  }

  private StoredKey key() {
    return entry.key();
  }

  /// Where everything stands.
  Places places() throws IOException {
    Places kept = placesSlot.get();
    return kept == null ? index().places() : kept;
  }

  /// All that is said of the column, read anew.
  ColumnIndex index() throws IOException {
    ByteSource in = sections.read(entry.index(), () -> "column " + key() + " index");
    ColumnIndex index = ColumnIndex.read(in, pageCount);
    cache.put(placesSlot, index.places(), index.places().memoryBytes());
    return index;
  }

  private Opened open() throws IOException {
    if (!key().isCoded()) {
      throw new IllegalStateException("column " + key() + " has no dictionary");
    }
    return new Opened(places(), new AtomicReference<>(templatesSlot.get()));
  }

  /// Where a chunk is kept, if it is.
  private ReadCache.Slot<SealedDictionary.Chunk> slot(Opened opened, int chunk) {
    List<ReadCache.Slot<SealedDictionary.Chunk>> known = chunkSlots;
    return known.isEmpty() ? makeSlots(opened.chunkCount()).get(chunk) : known.get(chunk);
  }

  private synchronized List<ReadCache.Slot<SealedDictionary.Chunk>> makeSlots(int count) {
    if (chunkSlots.isEmpty()) {
      chunkSlots =
          Stream.generate(ReadCache.Slot<SealedDictionary.Chunk>::new).limit(count).toList();
    }
    return chunkSlots;
  }

  /// A chunk, if it is kept.
  private SealedDictionary.@Nullable Chunk kept(Opened opened, int chunk) {
    return isWorthKeeping(opened.places) ? slot(opened, chunk).get() : null;
  }

  /// All values.
  Dictionary all() throws IOException {
    Opened opened = open();
    var chunks = new SealedDictionary.Chunk[opened.chunkCount()];
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      chunks[chunk] = chunk(opened, chunk);
    }
    return new SealedDictionary(chunks, opened.places.firstCodes());
  }

  /// All values, of which only so many are in memory as `room` keeps. What is read is not kept for
  /// others: whoever goes over all values will hardly be followed by somebody.
  Dictionary paged(ReadCache room) throws IOException {
    Opened opened = open();
    return new PagedDictionary(
        opened.places.firstCodes(), chunk -> readUnlessKept(opened, chunk), room);
  }

  private SealedDictionary.Chunk readUnlessKept(Opened opened, int number) throws IOException {
    SealedDictionary.Chunk kept = kept(opened, number);
    return kept != null ? kept : readChunk(opened, number, Slice.all(opened.size(number)));
  }

  /// See [Column#codes].
  <E extends Exception> BitSet codes(Object question, Column.Answer<E> answer)
      throws IOException, E {
    BitSet kept = answers.find(question);
    if (kept == null) {
      kept = answer(answer);
      answers.put(question, kept);
    }
    return kept;
  }

  /// See [Column#look].
  <E extends Exception> void look(Column.Viewer<E> viewer) throws IOException, E {
    Opened opened = open();
    var nothing = new HavingParts(List.of());
    var begun = new TemplateStarts(viewer.walk(), nothing);
    for (int chunk = 0; chunk < opened.chunkCount(); chunk++) {
      int first = opened.firstCode(chunk);
      Walk walk = viewer.walk();
      begun = begun.isOf(walk) ? begun : new TemplateStarts(walk, nothing);
      WalkedChunk walked = walked(opened, chunk, begun);
      for (int at = 0; at < walked.open().length; at++) {
        viewer.see(first + walked.open()[at], walked.values(), at);
      }
    }
  }

  private <E extends Exception> BitSet answer(Column.Answer<E> answer) throws IOException, E {
    Optional<Walk> walk = answer.walk();
    if (answer.parts().isEmpty() && walk.isEmpty()) {
      return answer.of(all());
    }
    Opened opened = open();
    var codes = new BitSet();
    var having = new HavingParts(answer.parts());
    var begun = walk.map(each -> new TemplateStarts(each, having));
    for (int chunk = 0; chunk < opened.chunkCount(); chunk++) {
      if (begun.isPresent()) {
        addWalked(opened, chunk, begun.get(), answer, codes);
      } else if (mayHave(having, opened, chunk)) {
        addWhole(opened, chunk, answer, codes);
      }
    }
    return codes;
  }

  private boolean mayHave(HavingParts having, Opened opened, int chunk) throws IOException {
    return kept(opened, chunk) != null
        || having.mayBeIn(section(opened, chunk), opened.size(chunk), of -> templates(opened, of));
  }

  private <E extends Exception> void addWhole(
      Opened opened, int number, Column.Answer<E> answer, BitSet codes) throws IOException, E {
    SealedDictionary.Chunk chunk = chunk(opened, number);
    if (chunk.has(answer.parts())) {
      int first = opened.firstCode(number);
      answer.of(SealedDictionary.of(chunk)).stream().forEach(code -> codes.set(first + code));
    }
  }

  private <E extends Exception> void addWalked(
      Opened opened, int number, TemplateStarts begun, Column.Answer<E> answer, BitSet codes)
      throws IOException, E {
    WalkedChunk walked = walked(opened, number, begun);
    int first = opened.firstCode(number);
    walked.yes().stream().forEach(code -> codes.set(first + code));
    if (walked.open().length > 0) {
      int[] open = walked.open();
      answer.of(walked.values()).stream().forEach(at -> codes.set(first + open[at]));
    }
  }

  private WalkedChunk walked(Opened opened, int number, TemplateStarts begun) throws IOException {
    SealedDictionary.Chunk kept = kept(opened, number);
    return kept != null
        ? WalkedChunk.of(kept, begun.walk())
        : ChunkReader.walk(
            section(opened, number), opened.size(number), of -> templates(opened, of), begun);
  }

  /// The values of these codes, and maybe more.
  Dictionary of(long[] codes) throws IOException {
    Opened opened = open();
    int[] firstCodes = opened.places.firstCodes();
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
      if (isWorthKeeping(opened.places)) {
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

  private boolean isWorthKeeping(Places places) {
    return entry.values() >= (long) FEWEST_ROWS_A_VALUE * places.dictionarySize();
  }

  /// A chunk, whole.
  private SealedDictionary.Chunk chunk(Opened opened, int number) throws IOException {
    SealedDictionary.Chunk kept = kept(opened, number);
    if (kept != null) {
      return kept;
    }
    var chunk = readChunk(opened, number, Slice.all(opened.size(number)));
    if (isWorthKeeping(opened.places)) {
      cache.put(slot(opened, number), chunk, chunk.memoryBytes());
    }
    return chunk;
  }

  private SealedDictionary.Chunk readChunk(Opened opened, int number, Slice asked)
      throws IOException {
    return ChunkReader.read(section(opened, number), asked, of -> templates(opened, of));
  }

  private ByteSource section(Opened opened, int chunk) throws IOException {
    return sections.read(
        opened.places.chunks().get(chunk), () -> "column " + key() + " dictionary chunk " + chunk);
  }

  private Templates templates(Opened opened, ByteSource chunk) throws IOException {
    Templates known = opened.templates.get();
    if (known == null) {
      Section section = opened.places.templates();
      if (section == null) {
        throw chunk.corrupt("needs templates, the column has none");
      }
      known = Templates.read(sections.read(section, () -> "column " + key() + " templates"));
      opened.templates.set(known);
      cache.put(templatesSlot, known, known.memoryBytes());
    }
    return known;
  }
}
