package dev.clew.store.block;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Numbers in pages of a fixed size, read when they are asked for and kept.
///
/// Any thread may read.
final class NumberPages {
  private final SectionReader sections;
  private final SectionRun places;
  private final String what;
  private final int size;
  private final int pageSize;
  private final AtomicReferenceArray<long[]> pages;

  private NumberPages(
      SectionReader sections, SectionRun places, String what, int size, int pageSize) {
    this.sections = sections;
    this.places = places;
    this.what = what;
    this.size = size;
    this.pageSize = pageSize;
    pages = new AtomicReferenceArray<>(places.size());
  }

  /// Opens what [ColumnWriter#writeNumbers(long[], int)] has written.
  static NumberPages open(SectionReader sections, Section at, String what, int size, int pageSize)
      throws IOException {
    int pageCount = Math.ceilDiv(size, pageSize);
    ByteSource in = sections.read(at, what + " index");
    ColumnIndex index = ColumnIndex.read(in, pageCount);
    SectionRun places = index.places().sections();
    if (places.size() != pageCount) {
      throw in.corrupt("needs " + pageCount + " pages, has " + places.size());
    }
    return new NumberPages(sections, places, what, size, pageSize);
  }

  long value(int at) throws IOException {
    return page(at / pageSize)[at % pageSize];
  }

  /// The numbers of a page, not to be changed.
  long[] page(int page) throws IOException {
    long[] values = pages.get(page);
    if (values == null) {
      values = read(page);
      pages.set(page, values);
    }
    return values;
  }

  /// The numbers of a page, read anew and not kept.
  long[] read(int page) throws IOException {
    ByteSource in = sections.read(places.get(page), what + " page " + page);
    long[] values = Numbers.decode(in, Math.min(pageSize, size - page * pageSize));
    in.end();
    return values;
  }
}
