package dev.clew.query.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Tells where series differ by more than rounding.
final class SeriesDifference {
  private static final double ROUNDING = 1e-12;

  private SeriesDifference() {}

  static Optional<String> of(
      Map<SeriesLabels, double[]> expected, Map<SeriesLabels, double[]> got) {
    List<SeriesLabels> labels = List.copyOf(expected.keySet());
    if (!labels.equals(List.copyOf(got.keySet()))) {
      return Optional.of("oracle has %s%nengine has %s".formatted(labels, got.keySet()));
    }
    return labels.stream()
        .filter(each -> !isSame(expected.get(each), got.get(each)))
        .map(each ->
            "%s%noracle has %s%nengine has %s"
                .formatted(
                    each, Arrays.toString(expected.get(each)), Arrays.toString(got.get(each))))
        .findFirst();
  }

  private static boolean isSame(double[] one, double[] other) {
    return IntStream.range(0, one.length).allMatch(step -> isSame(one[step], other[step]));
  }

  private static boolean isSame(double one, double other) {
    return Double.compare(one, other) == 0 || Math.abs(one - other) <= ROUNDING * Math.abs(one);
  }
}
