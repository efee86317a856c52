package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column of a block file.
class SealedColumn implements StoredColumn {
  private final StoredKey key;
  private final SectionReader sections;
  private final ColumnIndex index;
  private final int[] firstRows;

  // Who reads the values of neighbouring rows finds many of them in one chunk.
  private volatile @Nullable NumberedChunk latest;
  private volatile @Nullable Templates templates;

  private record NumberedChunk(int number, SealedDictionary.Chunk values) {}

  SealedColumn(StoredKey key, SectionReader sections, ColumnIndex index, int[] firstRows) {
    this.key = key;
    this.sections = sections;
    this.index = index;
    this.firstRows = firstRows;
  }

  @Override
  public StoredKey key() {
    return key;
  }

  @Override
  public void read(int page, ColumnPage into) throws IOException {
    int at = Arrays.binarySearch(index.pages(), page);
    if (at < 0) {
      into.clear(0);
      return;
    }
    ByteSource in = sections.read(index.sections().get(at), "column " + key + " page " + page);
    decode(in, page, into);
    in.end();
  }

  void decode(ByteSource in, int page, ColumnPage into) throws IOException {
    int rowCount = firstRows[page + 1] - firstRows[page];
    int[] rows = Presence.decode(in, firstRows[page], rowCount, () -> shapedRows(in, page));
    fill(into, rows, Numbers.decode(in, rows.length));
  }

  /// The rows of a page whose shapes have the column.
  int[] shapedRows(ByteSource in, int page) throws IOException {
    throw in.corrupt("needs rows of its own, has those of shapes, which know nothing of it");
  }

  static void fill(ColumnPage into, int[] rows, long[] values) {
    into.clear(rows.length);
    for (int at = 0; at < rows.length; at++) {
      into.add(rows[at], values[at]);
    }
  }

  @Override
  public byte[] bytes(int code) throws IOException {
    int number = SealedDictionary.chunkOf(index.firstCodes(), code);
    NumberedChunk chunk = latest;
    if (chunk == null || chunk.number != number) {
      chunk = new NumberedChunk(number, chunk(number));
      latest = chunk;
    }
    return chunk.values.bytes(code - index.firstCodes()[number]);
  }

  @Override
  public Dictionary dictionary() throws IOException {
    if (!key.isCoded()) {
      throw new IllegalStateException("column " + key + " has no dictionary");
    }
    var chunks = new SealedDictionary.Chunk[index.chunks().size()];
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      chunks[chunk] = chunk(chunk);
    }
    return new SealedDictionary(chunks, index.firstCodes());
  }

  private SealedDictionary.Chunk chunk(int chunk) throws IOException {
    ByteSource in =
        sections.read(index.chunks().get(chunk), "column " + key + " dictionary chunk " + chunk);
    int count = index.firstCodes()[chunk + 1] - index.firstCodes()[chunk];
    if (count > BlockFormat.CHUNK_VALUES) {
      throw in.corrupt("needs at most " + BlockFormat.CHUNK_VALUES + " values, has " + count);
    }
    int encoding = in.int8();
    if (encoding >= SealedDictionary.Encoding.ALL.size()) {
      throw in.corrupt("needs a known encoding of values, has " + encoding);
    }
    return switch (SealedDictionary.Encoding.ALL.get(encoding)) {
      case PLAIN -> plain(in, count);
      case TEMPLATES -> TemplateChunk.decode(in, count, templates(in));
    };
  }

  private Templates templates(ByteSource chunk) throws IOException {
    Templates known = templates;
    if (known == null) {
      if (index.templates() == null) {
        throw chunk.corrupt("needs templates, the column has none");
      }
      known = Templates.read(sections.read(index.templates(), "column " + key + " templates"));
      templates = known;
    }
    return known;
  }

  private static SealedDictionary.Chunk plain(ByteSource in, int count)
      throws CorruptBlockException {
    int[] ends = ends(in, Numbers.decode(in, count));
    int from = in.advance(in.remaining());
    return new SealedDictionary.Chunk(in.array(), from, ends);
  }

  private static int[] ends(ByteSource in, long[] lengths) throws CorruptBlockException {
    int[] ends = new int[lengths.length];
    long end = in.position();
    long limit = end + in.remaining();
    for (int at = 0; at < ends.length; at++) {
      if (lengths[at] < 0 || lengths[at] > limit - end) {
        throw in.corrupt("needs values that fit in, has one of " + lengths[at] + " bytes");
      }
      end += lengths[at];
      ends[at] = (int) end;
    }
    if (end != limit) {
      throw in.corrupt("must end with its last value, has " + (limit - end) + " bytes more");
    }
    return ends;
  }

  /// An attribute of spans, whose rows their shapes mostly know.
  static final class OfAttribute extends SealedColumn {
    private final SealedShapes.Attribute attribute;

    OfAttribute(
        StoredKey key,
        SectionReader sections,
        ColumnIndex index,
        int[] firstRows,
        SealedShapes.Attribute attribute) {
      super(key, sections, index, firstRows);
      this.attribute = attribute;
    }

    @Override
    int[] shapedRows(ByteSource in, int page) throws IOException {
      return attribute.rows(page);
    }
  }

  /// Parent span ids, which refer to the span ids of the same page.
  static final class OfParents extends SealedColumn {
    private final StoredColumn spanIds;
    private final int[] firstRows;

    OfParents(SectionReader sections, ColumnIndex index, int[] firstRows, StoredColumn spanIds) {
      super(StoredKey.PARENT_SPAN_ID, sections, index, firstRows);
      this.spanIds = spanIds;
      this.firstRows = firstRows;
    }

    @Override
    void decode(ByteSource in, int page, ColumnPage into) throws IOException {
      int rowCount = firstRows[page + 1] - firstRows[page];
      var ids = new ColumnPage();
      spanIds.read(page, ids);
      if (ids.size() != rowCount) {
        throw in.corrupt("needs " + rowCount + " span ids beside it, has " + ids.size());
      }
      long[] parents = Parents.decode(in, Arrays.copyOf(ids.values(), rowCount));
      fill(into, Presence.all(firstRows[page], rowCount), parents);
    }
  }
}
