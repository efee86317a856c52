package dev.clew.store.block;

import java.util.AbstractList;
import java.util.RandomAccess;

/// Sections that follow each other in a file: a column of a large block has hundreds, of which a
/// reader of few rows needs one.
final class SectionRun extends AbstractList<Section> implements RandomAccess {
  /// Where each begins; one more for where the last one ends.
  private final long[] offsets;

  private final int[] checksums;

  SectionRun(long[] offsets, int[] checksums) {
    this.offsets = offsets;
    this.checksums = checksums;
  }

  @Override
  public int size() {
    return checksums.length;
  }

  @Override
  public Section get(int at) {
    return new Section(offsets[at], (int) (offsets[at + 1] - offsets[at]), checksums[at]);
  }
}
