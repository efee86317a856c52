package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a column's pages and the chunks of its dictionary stand in the file.
///
/// @param pages the numbers of the pages that have values, ascending
/// @param sections where each of them stands
/// @param mins by page that has values, the smallest of them
/// @param maxes the largest
/// @param firstCodes by chunk, the code of its first value; one more for how many values there are
/// @param chunks where each chunk stands
/// @param templates where the templates stand that chunks refer to, if any do
@SuppressWarnings("ArrayRecordComponent") // shared by those who read the column, never compared
record ColumnIndex(
    int[] pages,
    List<Section> sections,
    long[] mins,
    long[] maxes,
    int[] firstCodes,
    List<Section> chunks,
    @Nullable Section templates) {
  private static final int BYTES = 200;
  private static final int BYTES_A_PAGE = 32;
  private static final int BYTES_A_CHUNK = 20;

  int dictionarySize() {
    return firstCodes[chunks.size()];
  }

  /// About how much memory it takes.
  long memoryBytes() {
    return BYTES + (long) pages.length * BYTES_A_PAGE + (long) chunks.size() * BYTES_A_CHUNK;
  }

  void write(ByteSink out) {
    writeNumbers(pages, out);
    writeSections(sections, out);
    Numbers.encode(mins, mins.length, out);
    Numbers.encode(maxes, maxes.length, out);
    writeNumbers(firstCodes, out);
    writeSections(chunks, out);
    out.int8(templates == null ? 0 : 1);
    if (templates != null) {
      templates.write(out);
    }
  }

  static ColumnIndex read(ByteSource in, int pageCount) throws CorruptBlockException {
    int[] pages = readNumbers(in, pageCount - 1L);
    List<Section> sections = readSections(in, pages.length);
    long[] mins = Numbers.decode(in, pages.length);
    long[] maxes = Numbers.decode(in, pages.length);
    int[] firstCodes = readNumbers(in, Integer.MAX_VALUE);
    if (firstCodes.length == 0) {
      throw in.corrupt("needs the size of the dictionary, has none");
    }
    List<Section> chunks = readSections(in, firstCodes.length - 1);
    Section templates = in.count(1) == 0 ? null : Section.read(in);
    in.end();
    return new ColumnIndex(pages, sections, mins, maxes, firstCodes, chunks, templates);
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

  static List<Section> readSections(ByteSource in, int count) throws CorruptBlockException {
    long offset = in.varint();
    in.need((long) count * Integer.BYTES);
    long[] lengths = Numbers.decode(in, count);
    long[] offsets = new long[count + 1];
    offsets[0] = offset;
    int[] checksums = new int[count];
    for (int at = 0; at < count; at++) {
      if (lengths[at] < 0 || lengths[at] > Integer.MAX_VALUE) {
        throw in.corrupt("needs the length of a section, has " + lengths[at]);
      }
      offsets[at + 1] = offsets[at] + lengths[at];
      checksums[at] = in.int32();
    }
    return new SectionRun(offsets, checksums);
  }
}
