package dev.clew.query.series;

/// The labels that no field of a span gives.
final class Names {
  /// The function that made a series which no other label names.
  static final String NAME = "__name__";

  /// The upper bound of what was counted.
  static final String BUCKET = "__bucket";

  static final String QUANTILE = "p";

  /// On which side of a comparison spans were counted.
  static final String TYPE = "__meta_type";

  /// Why values of an attribute are not told.
  static final String ERROR = "__meta_error";

  private Names() {}
}
