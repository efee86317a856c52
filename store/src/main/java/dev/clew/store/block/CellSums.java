package dev.clew.store.block;

import java.util.Arrays;
import java.util.Optional;

/// Adds up the cells of a digest by some of its columns: each sum has the place that its values
/// say, so that none is looked for. Owned by one thread.
final class CellSums {
  private static final int FEW_PLACES = 1 << 16;

  private final DigestCells cells;

  /// The columns that tell the sums apart; of each its least value, and how many there may be.
  private final int[] told;

  private final int[] leasts;
  private final int[] spans;

  private CellSums(DigestCells cells, int[] told) {
    this.cells = cells;
    this.told = told;
    leasts = new int[told.length];
    spans = new int[told.length];
  }

  /// Whether the values lie close enough for all that could be to have a place.
  private boolean findPlaces() {
    long places = 1;
    long most = Math.max(FEW_PLACES, 4L * cells.size());
    for (int each = 0; each < told.length && places <= most; each++) {
      int least = Integer.MAX_VALUE;
      int greatest = Integer.MIN_VALUE;
      for (int value : cells.columns()[told[each]]) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      leasts[each] = least;
      long span = (long) greatest - least + 1;
      spans[each] = (int) Math.min(span, Integer.MAX_VALUE);
      places *= spans[each];
    }
    return places <= most;
  }

  /// The cells that these columns tell apart; nothing where their values lie too far apart.
  static Optional<DigestCells> of(DigestCells cells, int[] told) {
    var sums = new CellSums(cells, told);
    return cells.size() > 0 && sums.findPlaces() ? Optional.of(sums.byPlace()) : Optional.empty();
  }

  private DigestCells byPlace() {
    int[] places = new int[cells.size()];
    int count = 1;
    for (int each = 0; each < told.length; each++) {
      int[] values = cells.columns()[told[each]];
      for (int cell = 0; cell < places.length; cell++) {
        places[cell] = places[cell] * spans[each] + values[cell] - leasts[each];
      }
      count *= spans[each];
    }
    int[] sums = new int[count];
    for (int cell = 0; cell < places.length; cell++) {
      sums[places[cell]] += cells.counts()[cell];
    }
    return unfold(sums);
  }

  /// Gives each sum that counts something its values again.
  private DigestCells unfold(int[] sums) {
    int[] used = new int[sums.length];
    int size = 0;
    for (int place = 0; place < sums.length; place++) {
      used[size] = place;
      size += sums[place] > 0 ? 1 : 0;
    }
    int[] counts = new int[size];
    var columns = new int[cells.columns().length][];
    Arrays.fill(columns, DigestCells.UNTOLD);
    for (int each : told) {
      columns[each] = new int[size];
    }
    for (int at = 0; at < size; at++) {
      int place = used[at];
      counts[at] = sums[place];
      for (int each = told.length - 1; each >= 0; each--) {
        columns[told[each]][at] = leasts[each] + place % spans[each];
        place /= spans[each];
      }
    }
    return new DigestCells(columns, counts);
  }
}
