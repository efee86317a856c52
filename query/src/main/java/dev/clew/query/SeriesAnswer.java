package dev.clew.query;

import java.util.List;

/// What a metrics query came to.
///
/// @param series in the order of their labels
/// @param isTruncated true when there were more series than there was room for; those that are here
///   are whole
/// @param unweighedSpans how many spans counted as one because they do not say with what
///   probability they were sampled; where a query counts a span twice, twice
/// @param isPrecounted true when the answer comes from counts that the store keeps, and no span was
///   read
public record SeriesAnswer(
    Steps steps,
    List<Series> series,
    boolean isTruncated,
    long unweighedSpans,
    boolean isPrecounted,
    Coverage coverage) {
  public SeriesAnswer {
    series = List.copyOf(series);
  }
}
