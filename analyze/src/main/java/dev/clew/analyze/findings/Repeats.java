package dev.clew.analyze.findings;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.NormalText;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The same work over and over below one span.
///
/// **The rule.** Five siblings or more that do the same, where what clients ask for may differ in
/// numbers, ids and quoted texts, are a repetition. It is of the N+1 kind when they are calls to
/// somebody else and most waited for the one before: asking for all at once would spare them.
final class Repeats {
  private static final int LEAST = 5;
  private static final int MOST_SPANS = 200;
  private static final double TELLING_SHARE = 0.1;

  private final SpanTree tree;
  private final BitSet repeated = new BitSet();
  private final List<Finding> findings = new ArrayList<>();

  private Repeats(SpanTree tree) {
    this.tree = tree;
  }

  static Repeats of(SpanTree tree) {
    var repeats = new Repeats(tree);
    var siblings = new LikeSiblings(tree, NormalText::of);
    for (int parent = 0; parent < tree.size(); parent++) {
      int above = parent;
      siblings.groups(parent, LEAST).forEach(rows -> repeats.add(above, rows));
    }
    return repeats;
  }

  List<Finding> findings() {
    return findings;
  }

  /// True for a span that is one of a repetition.
  boolean isRepeated(int row) {
    return repeated.get(row);
  }

  private void add(int parent, int[] rows) {
    Arrays.stream(rows).forEach(repeated::set);
    long[] durations = Arrays.stream(rows).mapToLong(tree::durationNanos).sorted().toArray();
    long nanos = Arrays.stream(rows).mapToLong(tree::pathNanos).sum();
    var evidence =
        new Evidence.Repeats(
            tree.service(rows[0]),
            tree.name(rows[0]),
            tree.name(parent),
            isOneByOne(rows),
            rows.length,
            Arrays.stream(durations).sum(),
            durations[(durations.length - 1) / 2],
            durations[durations.length - 1]);
    double share = tree.share(nanos);
    findings.add(
        new Finding(
            share >= TELLING_SHARE ? Severity.WARNING : Severity.INFO,
            title(evidence),
            tree.ids(rows, MOST_SPANS),
            nanos,
            share,
            evidence));
  }

  private boolean isOneByOne(int[] rows) {
    int waited = 0;
    for (int at = 1; at < rows.length; at++) {
      waited += tree.startNanos(rows[at]) >= tree.endNanos(rows[at - 1]) ? 1 : 0;
    }
    return tree.kind(rows[0]) == SpanKind.CLIENT && 2 * waited > rows.length - 1;
  }

  private static String title(Evidence.Repeats repeats) {
    return "%s: %d × %s under %s, %s"
        .formatted(
            repeats.isOneByOne() ? "N+1" : "Repeated",
            repeats.count(),
            Titles.call(repeats.service(), repeats.name()),
            repeats.parentName(),
            Titles.duration(repeats.totalNanos()));
  }
}
