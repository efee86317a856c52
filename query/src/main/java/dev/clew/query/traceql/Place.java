package dev.clew.query.traceql;

/// Where in the text a part of a query began. All places are equal, so that trees compare by what
/// they say and not by how it was laid out.
public record Place(int offset) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Place;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
