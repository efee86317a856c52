package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.Arrays;

/// Decodes values of a dictionary from a chunk of it, no more of them than are asked for.
final class ChunkReader {
  private ChunkReader() {}

  /// Where the templates are.
  interface Source {
    /// Reads the templates.
    ///
    /// @param chunk where the values are, for the message if there are no templates
    Templates read(ByteSource chunk) throws IOException;
  }

  /// True when the values are made of templates; reads how they are encoded.
  static boolean hasTemplates(ByteSource in) throws IOException {
    return encoding(in) == SealedDictionary.Encoding.TEMPLATES;
  }

  /// By value, its template; to be asked next where there are templates.
  static long[] templatesOf(ByteSource in, int size) throws IOException {
    return NumberReader.read(in, Slice.all(size));
  }

  private static SealedDictionary.Encoding encoding(ByteSource in) throws IOException {
    int encoding = in.int8();
    if (encoding >= SealedDictionary.Encoding.ALL.size()) {
      throw in.corrupt("needs a known encoding of values, has " + encoding);
    }
    return SealedDictionary.Encoding.ALL.get(encoding);
  }

  /// Reads values of a chunk.
  ///
  /// @param slice the values of the chunk that are asked for; whoever calls knows their count from
  ///   elsewhere
  /// @param templates asked only where the values are made of them
  static SealedDictionary.Chunk read(ByteSource in, Slice slice, Source templates)
      throws IOException {
    requireFew(slice.count(), in);
    return switch (encoding(in)) {
      case PLAIN -> plain(in, slice);
      case TEMPLATES -> TemplateReader.read(in, slice, templates.read(in));
    };
  }

  /// Has all values of a chunk judged, putting together no more of them than stay open.
  static WalkedChunk walk(ByteSource in, int count, Source templates, TemplateStarts begun)
      throws IOException {
    requireFew(count, in);
    return switch (encoding(in)) {
      case PLAIN -> WalkedChunk.of(plain(in, Slice.all(count)), begun.walk());
      case TEMPLATES -> TemplateReader.walk(in, count, templates.read(in), begun);
    };
  }

  private static void requireFew(int count, ByteSource in) throws CorruptBlockException {
    if (count > BlockFormat.CHUNK_VALUES) {
      throw in.corrupt("needs at most " + BlockFormat.CHUNK_VALUES + " values, has " + count);
    }
  }

  /// The values lie behind each other, so none is copied unless it is asked for alone.
  private static SealedDictionary.Chunk plain(ByteSource in, Slice slice)
      throws CorruptBlockException {
    int[] ends = ends(in, NumberReader.read(in, Slice.all(slice.count())));
    int first = in.advance(in.remaining());
    int from = slice.from() == 0 ? first : ends[slice.from() - 1];
    return new SealedDictionary.Chunk(
        in.array(), from, Arrays.copyOfRange(ends, slice.from(), slice.to()));
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
}
