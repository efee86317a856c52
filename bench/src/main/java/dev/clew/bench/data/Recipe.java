package dev.clew.bench.data;

/// What a data set is made from; the same recipe makes the same requests.
///
/// @param services each runs as three pods and has fifteen operations
/// @param traces in one round: they grow at the same time, their spans spread over the round's
///   requests; the next round has as many new traces of the same shapes
/// @param batch spans in a request
public record Recipe(long seed, int services, int traces, int batch) {
  /// Enough for a round of about 140,000 spans.
  public static final int MOST_TRACES = 5_000;

  public Recipe {
    within("services", services, 1, 10_000);
    within("traces", traces, 1, MOST_TRACES);
    within("batch", batch, 1, 20_000);
  }

  /// The reference data set: twenty services, 500 spans a request.
  public static Recipe reference(long seed) {
    return new Recipe(seed, 20, MOST_TRACES, 500);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
