package dev.clew.store.block;

import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the values of a dictionary in chunks, and the templates that they share.
///
/// Owned by one thread.
final class DictionaryWriter {
  // A template that fewer values share on average saves too little.
  private static final int SHARED_BY = 4;

  // All templates of a column are decompressed for any of its values.
  private static final int MOST_TEMPLATES = 1 << 12;
  private static final int MOST_TEMPLATE_BYTES = 1 << 20;

  // So many chunks without templates, one after the other, are sign enough that there are none.
  private static final int PATIENCE = 2;

  // After so many chunks that were smaller split than compressed, only one of some is compressed.
  private static final int RETRY = 8;

  // Text is seldom compressed to less.
  private static final int SHORT = 3;

  private static final int AHEAD = 64;

  private final SectionWriter out;
  private final ByteSink bytes = new ByteSink();
  private final ByteSink plain = new ByteSink();
  private final ByteSink split = new ByteSink();
  private final TemplateTable templates = new TemplateTable();
  private final TemplateChunk chunk = new TemplateChunk(templates);
  private long[] lengths = new long[0];
  private final List<Section> chunks = new ArrayList<>();
  private final List<Integer> firstCodes = new ArrayList<>(List.of(0));
  private final FilterKeys filter;

  /// What the values that come next look like, asked for together: in which order values stand in a
  /// dictionary has nothing to do with that in which they are written, so that each is waited for.
  private final long[] nextLooks = new long[AHEAD];

  private int failures;

  /// How many chunks were compressed in vain, one after the other.
  private int inVain;

  /// @param filter takes the values on their way
  DictionaryWriter(SectionWriter out, FilterKeys filter) {
    this.out = out;
    this.filter = filter;
  }

  /// Writes the values of a dictionary in this order.
  ///
  /// @param codes by code of the file, the code in `dictionary`
  void write(Dictionary dictionary, int[] codes) throws IOException {
    int count = 0;
    lengths = new long[Math.min(codes.length, BlockFormat.CHUNK_VALUES)];
    for (int code = 0; code < codes.length; code++) {
      if (code % AHEAD == 0) {
        lookAhead(dictionary, codes, code);
      }
      int length = (int) nextLooks[code % AHEAD];
      int at = bytes.grow(length);
      dictionary.copy(codes[code], bytes.array(), at);
      lengths[count++] = length;
      if (isFull(count) || code + 1 == codes.length) {
        chunks.add(writeChunk(count));
        firstCodes.add(code + 1);
        bytes.clear();
        count = 0;
      }
    }
  }

  private void lookAhead(Dictionary dictionary, int[] codes, int from) {
    for (int at = 0; at < Math.min(AHEAD, codes.length - from); at++) {
      nextLooks[at] = dictionary.look(codes[from + at]);
    }
  }

  private boolean isFull(int count) {
    return count == BlockFormat.CHUNK_VALUES
        || bytes.size() >= BlockFormat.MAX_CHUNK_BYTES
        || (bytes.size() >= BlockFormat.CHUNK_BYTES && count >= fewestValues());
  }

  /// Values without templates are compressed together; those that have some need not be many.
  private int fewestValues() {
    boolean haveTemplates = templates.size() > 0 && failures == 0;
    return haveTemplates ? BlockFormat.FEW_WITH_TEMPLATES : BlockFormat.FEW_VALUES;
  }

  private Section writeChunk(int count) throws IOException {
    filter.add(bytes.array(), lengths, count);
    boolean isSplit = failures < PATIENCE && split(count);
    if (isSplit && (split.size() * SHORT < bytes.size() || isMostlySmaller())) {
      return out.writePlain(split);
    }
    plain.clear();
    plain.int8(SealedDictionary.Encoding.PLAIN.ordinal());
    Numbers.encode(lengths, count, plain);
    plain.raw(bytes.array(), 0, bytes.size());
    return isSplit ? writeSmaller() : out.write(plain);
  }

  private boolean isMostlySmaller() {
    return inVain >= PATIENCE && chunks.size() % RETRY != 0;
  }

  private Section writeSmaller() throws IOException {
    long from = out.position();
    Section section = out.writeSmaller(plain, split);
    boolean isSplit = out.position() - from > split.size();
    inVain = isSplit ? inVain + 1 : 0;
    return section;
  }

  /// Splits the values of a chunk, unless they share too few templates.
  private boolean split(int count) {
    int known = templates.size();
    chunk.split(bytes.array(), lengths, count);
    int most = Math.min(known + count / SHARED_BY, MOST_TEMPLATES);
    if (templates.size() > most || templates.bytes() > MOST_TEMPLATE_BYTES) {
      templates.cut(known);
      failures++;
      return false;
    }
    failures = 0;
    split.clear();
    split.int8(SealedDictionary.Encoding.TEMPLATES.ordinal());
    chunk.write(split);
    return true;
  }

  /// Writes the templates, if there are any, and returns where they stand.
  @Nullable Section finish() throws IOException {
    if (templates.size() == 0) {
      return null;
    }
    plain.clear();
    templates.write(plain);
    return out.write(plain);
  }

  /// Where the chunks stand.
  List<Section> chunks() {
    return chunks;
  }

  /// By chunk, the code of its first value; one more for how many values there are.
  int[] firstCodes() {
    return firstCodes.stream().mapToInt(Integer::intValue).toArray();
  }
}
