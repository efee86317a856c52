package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a block says of one of its columns. Who reads few rows needs the places alone, who looks
/// for some needs the bounds too.
record ColumnIndex(Places places, Bounds bounds) {
  /// Where a column's pages and the chunks of its dictionary stand in the file.
  ///
  /// @param pages the numbers of the pages that have values, ascending; none where these are the
  ///   first ones, as in most columns
  /// @param sections where each of them stands
  /// @param firstCodes by chunk, the code of its first value; one more for how many values there
  ///   are
  /// @param chunks where each chunk stands
  /// @param templates where the templates stand that chunks refer to, if any do
  @SuppressWarnings("ArrayRecordComponent") // shared by those who read the column, never compared
  record Places(
      int[] pages,
      SectionRun sections,
      int[] firstCodes,
      SectionRun chunks,
      @Nullable Section templates) {
    private static final int BYTES = 100;
    private static final int[] NONE = {};

    Places {
      int count = pages.length;
      pages = count > 0 && pages[count - 1] == count - 1 ? NONE : pages;
    }

    /// The place of a page among those that have values, or -1 if it has none.
    int find(int page) {
      if (pages.length == 0) {
        return page < sections.size() ? page : -1;
      }
      return Math.max(Arrays.binarySearch(pages, page), -1);
    }

    int dictionarySize() {
      return firstCodes[chunks.size()];
    }

    /// About how much memory they take.
    long memoryBytes() {
      return BYTES
          + (long) (pages.length + firstCodes.length) * Integer.BYTES
          + sections.memoryBytes()
          + chunks.memoryBytes();
    }
  }

  /// What the values of the pages lie between.
  ///
  /// @param mins by page that has values, the smallest of them
  /// @param maxes the largest
  @SuppressWarnings("ArrayRecordComponent") // shared by those who read the column, never compared
  record Bounds(long[] mins, long[] maxes) {
    private static final int BYTES = 100;

    /// About how much memory they take.
    long memoryBytes() {
      return BYTES + 2L * mins.length * Long.BYTES;
    }
  }

  void write(ByteSink out) {
    int count = places.sections.size();
    writeNumbers(places.pages.length == 0 ? Presence.all(0, count) : places.pages, out);
    writeSections(places.sections, out);
    Numbers.encode(bounds.mins, count, out);
    Numbers.encode(bounds.maxes, count, out);
    writeNumbers(places.firstCodes, out);
    writeSections(places.chunks, out);
    out.int8(places.templates == null ? 0 : 1);
    if (places.templates != null) {
      places.templates.write(out);
    }
  }

  static ColumnIndex read(ByteSource in, int pageCount) throws CorruptBlockException {
    int[] pages = readNumbers(in, pageCount - 1L);
    SectionRun sections = readSections(in, pages.length);
    long[] mins = Numbers.decode(in, pages.length);
    long[] maxes = Numbers.decode(in, pages.length);
    int[] firstCodes = readNumbers(in, Integer.MAX_VALUE);
    if (firstCodes.length == 0) {
      throw in.corrupt("needs the size of the dictionary, has none");
    }
    SectionRun chunks = readSections(in, firstCodes.length - 1);
    Section templates = in.count(1) == 0 ? null : Section.read(in);
    in.end();
    return new ColumnIndex(
        new Places(pages, sections, firstCodes, chunks, templates), new Bounds(mins, maxes));
  }

  /// Numbers that ascend.
  static void writeNumbers(int[] numbers, ByteSink out) {
    long[] wide = new long[numbers.length];
    for (int at = 0; at < wide.length; at++) {
      wide[at] = numbers[at];
    }
    out.varint(wide.length);
    Numbers.encode(wide, wide.length, out);
  }

  static int[] readNumbers(ByteSource in, long most) throws CorruptBlockException {
    int count = in.count((int) Math.min(most + 1, BlockFormat.MAX_NUMBERS));
    long[] wide = Numbers.decode(in, count);
    int[] numbers = new int[count];
    for (int at = 0; at < count; at++) {
      boolean ascends = at == 0 ? wide[0] >= 0 : wide[at] > wide[at - 1];
      if (!ascends || wide[at] > most) {
        throw in.corrupt("needs ascending numbers up to " + most + ", has " + wide[at]);
      }
      numbers[at] = (int) wide[at];
    }
    return numbers;
  }

  /// Sections that follow each other in the file.
  static void writeSections(List<Section> sections, ByteSink out) {
    out.varint(sections.isEmpty() ? 0 : sections.getFirst().offset());
    Numbers.encode(sections.stream().mapToLong(Section::length).toArray(), sections.size(), out);
    sections.forEach(section -> out.int32(section.crc()));
  }

  static SectionRun readSections(ByteSource in, int count) throws CorruptBlockException {
    long offset = in.varint();
    in.need((long) count * Integer.BYTES);
    long[] lengths = Numbers.decode(in, count);
    int[] checksums = new int[count];
    for (int at = 0; at < count; at++) {
      if (lengths[at] < 0 || lengths[at] > Integer.MAX_VALUE) {
        throw in.corrupt("needs the length of a section, has " + lengths[at]);
      }
      checksums[at] = in.int32();
    }
    return SectionRun.of(offset, lengths, checksums);
  }
}
