package dev.clew.query;

import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Pipeline;
import java.util.Optional;

/// Of which spans it is to be told what they have, and how much of it.
///
/// @param filter what leaves the spans; nothing for all
/// @param range in which they start
/// @param prefix with which the name, or the value as it is written, starts
/// @param limit how many names or values, at most: of more, those that come first
/// @param isCounted whether to tell how many spans there are of each, for which all of their rows
///   have to be read; a span that was sent again may count as often as it came
public record AttributeSearch(
    Optional<Pipeline> filter, TimeRange range, String prefix, int limit, boolean isCounted) {
  public AttributeSearch {
    if (limit < 1) {
      throw new IllegalArgumentException("limit needs 1 or more, got " + limit);
    }
  }

  /// All that any span has, as far as there is room for.
  public static AttributeSearch everything(int limit) {
    return new AttributeSearch(Optional.empty(), TimeRange.ALL, "", limit, false);
  }

  public AttributeSearch filtered(Pipeline newFilter) {
    return new AttributeSearch(Optional.of(newFilter), range, prefix, limit, isCounted);
  }

  public AttributeSearch in(TimeRange newRange) {
    return new AttributeSearch(filter, newRange, prefix, limit, isCounted);
  }

  public AttributeSearch startingWith(String newPrefix) {
    return new AttributeSearch(filter, range, newPrefix, limit, isCounted);
  }

  public AttributeSearch counted() {
    return new AttributeSearch(filter, range, prefix, limit, true);
  }
}
