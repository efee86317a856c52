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
    List<double[]> ones = List.copyOf(expected.values());
    List<double[]> others = List.copyOf(got.values());
    return IntStream.range(0, labels.size())
        .filter(at -> !isSame(ones.get(at), others.get(at)))
        .mapToObj(at ->
            "%s%noracle has %s%nengine has %s"
                .formatted(
                    labels.get(at), Arrays.toString(ones.get(at)), Arrays.toString(others.get(at))))
        .findFirst();
  }

  private static boolean isSame(double[] one, double[] other) {
    return IntStream.range(0, one.length).allMatch(step -> isSame(one[step], other[step]));
  }

  private static boolean isSame(double one, double other) {
    return Double.compare(one, other) == 0 || Math.abs(one - other) <= ROUNDING * Math.abs(one);
  }
}
