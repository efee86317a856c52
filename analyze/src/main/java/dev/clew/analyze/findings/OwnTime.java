package dev.clew.analyze.findings;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.SpanTree;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Spans that much of the trace's time is spent in themselves.
///
/// **The rule.** What a span has on the critical path and none of its children has is its own time.
/// A span with children whose own time is a tenth of the trace or more leaves time uncovered:
/// something happens there that no span tells of. A span without children whose own time is three
/// tenths or more is a bottleneck. Of each kind the three largest are told.
final class OwnTime {
  private static final double LEAST_UNCOVERED = 0.1;
  private static final double LEAST_BOTTLENECK = 0.3;
  private static final double TELLING_SHARE = 0.5;
  private static final int MOST = 3;

  private final SpanTree tree;

  /// By row the place of its longest section, or -1.
  private final int[] longest;

  private OwnTime(SpanTree tree) {
    this.tree = tree;
    longest = new int[tree.size()];
    Arrays.fill(longest, -1);
    for (int at = 0; at < tree.sections().size(); at++) {
      int row = tree.sections().row(at);
      boolean isLonger = longest[row] < 0 || length(at) > length(longest[row]);
      longest[row] = isLonger ? at : longest[row];
    }
  }

  static List<Finding> of(SpanTree tree) {
    if (tree.size() == 1) {
      return List.of();
    }
    var time = new OwnTime(tree);
    return Stream.concat(
            time.largest(true, LEAST_UNCOVERED).map(time::uncovered),
            time.largest(false, LEAST_BOTTLENECK).map(time::bottleneck))
        .toList();
  }

  private long length(int section) {
    return tree.sections().endNanos(section) - tree.sections().startNanos(section);
  }

  private Stream<Integer> largest(boolean withChildren, double least) {
    return IntStream.range(0, longest.length)
        .filter(row -> longest[row] >= 0)
        .boxed()
        .filter(row -> tree.hasChildren(row) == withChildren)
        .filter(row -> tree.share(tree.exclusivePathNanos(row)) >= least)
        .sorted(Comparator.<Integer>comparingLong(tree::exclusivePathNanos).reversed())
        .limit(MOST);
  }

  private Finding uncovered(int row) {
    int gap = longest[row];
    double share = tree.share(tree.exclusivePathNanos(row));
    String title =
        "Uncovered: %s of the time is in %s and in no span below it"
            .formatted(Titles.percent(share), Titles.call(tree.service(row), tree.name(row)));
    return finding(
        row,
        title,
        new Evidence.Uncovered(
            tree.service(row),
            tree.name(row),
            tree.sinceEpoch(tree.sections().startNanos(gap)),
            tree.sinceEpoch(tree.sections().endNanos(gap))));
  }

  private Finding bottleneck(int row) {
    double share = tree.share(tree.exclusivePathNanos(row));
    String title =
        "Bottleneck: %s takes %s of the time"
            .formatted(Titles.call(tree.service(row), tree.name(row)), Titles.percent(share));
    return finding(row, title, new Evidence.Bottleneck(tree.service(row), tree.name(row)));
  }

  private Finding finding(int row, String title, Evidence evidence) {
    long nanos = tree.exclusivePathNanos(row);
    double share = tree.share(nanos);
    return new Finding(
        share >= TELLING_SHARE ? Severity.WARNING : Severity.INFO,
        title,
        List.of(tree.id(row)),
        nanos,
        share,
        evidence);
  }
}
