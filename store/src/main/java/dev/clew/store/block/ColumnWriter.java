package dev.clew.store.block;

import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one column: its pages, its dictionary, and the index that says where they stand.
///
/// Owned by one thread.
final class ColumnWriter {
  private static final int[] NO_DICTIONARY = {0};

  // After so many pages that compression did not make smaller, only one of some is tried.
  private static final int PATIENCE = 3;
  private static final int RETRY = 8;

  private final SectionWriter out;
  private final ByteSink tight = new ByteSink();
  private final ByteSink compressible = new ByteSink();
  private final List<Section> pages = new ArrayList<>();
  private int[] pageNumbers = new int[16];
  private long[] mins = new long[16];
  private long[] maxes = new long[16];
  private int inVain;
  private int[] firstCodes = NO_DICTIONARY;
  private List<Section> chunks = List.of();
  private @Nullable Section templates;

  ColumnWriter(SectionWriter out) {
    this.out = out;
  }

  /// Writes the values of a column.
  void writePages(ColumnValues column, int[] firstRows) throws IOException {
    for (int page = 0; page < column.rows().pageCount(); page++) {
      NumberRun values = column.page(page);
      if (values.count() > 0) {
        requireFit(values.count());
        startPage();
        writePresence(column, page, firstRows);
        endPage(page, values);
      }
    }
  }

  private void writePresence(ColumnValues column, int page, int[] firstRows) {
    RowSet rows = column.rows();
    int rowCount = firstRows[page + 1] - firstRows[page];
    if (column.isShaped() && rows.first(page + 1) - rows.first(page) < rowCount) {
      tight.int8(Presence.Encoding.SHAPES.ordinal());
    } else {
      Presence.encode(
          rows.rows(), rows.first(page), rows.first(page + 1), firstRows[page], rowCount, tight);
    }
  }

  /// Writes parent span ids, one a row.
  void writeParents(ColumnValues parents, long[] spanIds) throws IOException {
    var ids = new IdTable();
    for (int page = 0; page < parents.rows().pageCount(); page++) {
      startPage();
      NumberRun values = parents.page(page);
      NumberRun idsOfPage = NumberRun.of(spanIds, values.from, values.to);
      Parents.encode(values, idsOfPage, ids, tight, compressible);
      addPage(page, values, out.write(tight, compressible));
    }
  }

  /// Writes numbers in pages of `pageSize`.
  void writeNumbers(long[] numbers, int pageSize) throws IOException {
    for (int from = 0; from < numbers.length; from += pageSize) {
      startPage();
      int to = Math.min(from + pageSize, numbers.length);
      endPage(from / pageSize, NumberRun.of(numbers, from, to));
    }
  }

  private static void requireFit(int count) {
    if (count > BlockFormat.MAX_PAGE_VALUES) {
      throw new IllegalArgumentException(
          "a page needs at most " + BlockFormat.MAX_PAGE_VALUES + " values, got " + count);
    }
  }

  private void startPage() {
    tight.clear();
    compressible.clear();
  }

  private void endPage(int page, NumberRun values) throws IOException {
    int presence = tight.size();
    Numbers.encode(values, tight);
    if (tight.size() < SectionWriter.SMALL || !mayShrink(values)) {
      addPage(page, values, out.writePlain(tight));
      return;
    }
    compressible.raw(tight.array(), 0, presence);
    Numbers.encodeBytewise(values, compressible);
    long start = out.position();
    addPage(page, values, out.write(tight, compressible));
    boolean isSmaller = out.position() - start <= tight.size();
    inVain = isSmaller ? 0 : inVain + 1;
  }

  /// Whether compressing a page is worth a try. Where it was in vain for some pages of a column, it
  /// mostly is for the next ones.
  private boolean mayShrink(NumberRun values) {
    boolean isTried = inVain < PATIENCE || pages.size() % RETRY == 0;
    return isTried && values.repeats();
  }

  private void addPage(int page, NumberRun values, Section section) {
    int at = pages.size();
    if (at == pageNumbers.length) {
      pageNumbers = Arrays.copyOf(pageNumbers, at * 2);
      mins = Arrays.copyOf(mins, at * 2);
      maxes = Arrays.copyOf(maxes, at * 2);
    }
    pages.add(section);
    pageNumbers[at] = page;
    mins[at] = values.min;
    maxes[at] = values.max;
  }

  /// Writes the values of a dictionary in this order.
  ///
  /// @param codes by code of the file, the code in `dictionary`
  /// @param filter takes the values on their way
  void writeDictionary(Dictionary dictionary, int[] codes, FilterKeys filter) throws IOException {
    var writer = new DictionaryWriter(out, filter);
    writer.write(dictionary, codes);
    templates = writer.finish();
    chunks = writer.chunks();
    firstCodes = writer.firstCodes();
  }

  /// Writes the index and returns where it stands.
  Section finish() throws IOException {
    int size = pages.size();
    var index =
        new ColumnIndex(
            new ColumnIndex.Places(
                Arrays.copyOf(pageNumbers, size),
                SectionRun.of(pages),
                firstCodes,
                SectionRun.of(chunks),
                templates),
            new ColumnIndex.Bounds(Arrays.copyOf(mins, size), Arrays.copyOf(maxes, size)));
    tight.clear();
    index.write(tight);
    return out.write(tight);
  }
}
