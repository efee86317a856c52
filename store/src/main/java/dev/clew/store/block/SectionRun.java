package dev.clew.store.block;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// Sections that follow each other in a file: a column of a large block has hundreds, of which a
/// reader of few rows needs one. Kept in few bytes, since there are many such columns.
final class SectionRun extends AbstractList<Section> implements RandomAccess {
  private static final int BYTES = 64;

  /// Where the first begins.
  private final long offset;

  /// How far behind that each ends, in so many bits as the last one needs.
  private final byte[] ends;

  private final int width;
  private final int[] checksums;

  private SectionRun(long offset, byte[] ends, int width, int[] checksums) {
    this.offset = offset;
    this.ends = ends;
    this.width = width;
    this.checksums = checksums;
  }

  /// @param lengths from 0 up; there is memory for all of them
  static SectionRun of(long offset, long[] lengths, int[] checksums) {
    long[] ends = new long[lengths.length];
    long end = 0;
    for (int at = 0; at < ends.length; at++) {
      end += lengths[at];
      ends[at] = end;
    }
    int width = BitPacking.width(end);
    var packed = new ByteSink();
    BitPacking.pack(NumberRun.of(ends, 0, ends.length), 0, width, packed);
    return new SectionRun(offset, packed.toBytes(), width, checksums);
  }

  static SectionRun of(List<Section> sections) {
    return of(
        sections.isEmpty() ? 0 : sections.getFirst().offset(),
        sections.stream().mapToLong(Section::length).toArray(),
        sections.stream().mapToInt(Section::crc).toArray());
  }

  @Override
  public int size() {
    return checksums.length;
  }

  @Override
  public Section get(int at) {
    long start = at == 0 ? 0 : end(at - 1);
    return new Section(offset + start, (int) (end(at) - start), checksums[at]);
  }

  private long end(int at) {
    return BitPacking.bits(ends, (long) at * width, width, ends.length);
  }

  /// About how much memory they take.
  long memoryBytes() {
    return BYTES + ends.length + (long) checksums.length * Integer.BYTES;
  }
}
