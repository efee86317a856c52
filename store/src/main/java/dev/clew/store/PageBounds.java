package dev.clew.store;

/// Between which numbers all values of a column lie in a page, both included.
///
/// @param min above `max` where the column has no value in the page
public record PageBounds(long min, long max) {
  /// Nothing is known before the page is read.
  public static final PageBounds UNKNOWN = new PageBounds(Long.MIN_VALUE, Long.MAX_VALUE);

  /// The column has no value in the page.
  public static final PageBounds EMPTY = new PageBounds(Long.MAX_VALUE, Long.MIN_VALUE);

  public boolean isEmpty() {
    return min > max;
  }
}
