package dev.clew.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Lines of text in columns as wide as what stands in them.
///
/// Owned by one thread.
final class TextTable {
  private static final String GAP = "  ";
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private final List<List<String>> rows = new ArrayList<>();
  private final int leftColumns;

  /// @param leftColumns how many columns hold text; those behind them hold numbers, which end at
  ///   the same place
  TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  Stream<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns)
            .map(at ->
                rows.stream()
                    .filter(row -> row.size() > at)
                    .mapToInt(row -> row.get(at).length())
                    .max()
                    .orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths));
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int at = 0; at < row.size(); at++) {
      String cell = row.get(at);
      String padding = " ".repeat(widths[at] - cell.length());
      line.append(at == 0 ? "" : GAP).append(at < leftColumns ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }

  /// A number with its thousands apart.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /// A size with the unit that suits it.
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < SIZES.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, SIZES[unit]);
  }

  /// So many bytes for each of so many spans.
  static String perSpan(long bytes, long spans) {
    return spans == 0 ? "–" : String.format(Locale.ROOT, "%.2f", (double) bytes / spans);
  }
}
