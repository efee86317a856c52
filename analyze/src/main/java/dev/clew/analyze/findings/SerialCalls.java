package dev.clew.analyze.findings;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Calls out of one span that ran one after the other and might run side by side.
///
/// **The rule.** Calls are children that are clients or belong to another service, without those
/// that repeat (see [Repeats]) and without attempts of a call that failed. A run of them goes on as
/// long as each starts when the one before has ended or later. Running side by side, a run would
/// take as long as its longest; so what could be saved at most is the time of the run on the
/// critical path without that of its longest. A run counts when that is a twentieth of the trace or
/// more. Whether one call needs the answer of another nobody here knows: it is an upper bound.
final class SerialCalls {
  private static final double LEAST_SHARE = 0.05;
  private static final double TELLING_SHARE = 0.25;
  private static final int MOST_SPANS = 200;

  private final SpanTree tree;
  private final Repeats repeats;
  private final List<Finding> findings = new ArrayList<>();

  private SerialCalls(SpanTree tree, Repeats repeats) {
    this.tree = tree;
    this.repeats = repeats;
  }

  static List<Finding> of(SpanTree tree, Repeats repeats) {
    var calls = new SerialCalls(tree, repeats);
    for (int parent = 0; parent < tree.size(); parent++) {
      if (tree.pathNanos(parent) > 0 && tree.subtreeSize(parent) > 2) {
        calls.look(parent);
      }
    }
    return calls.findings;
  }

  private boolean isCall(int row) {
    boolean leaves =
        tree.kind(row) == SpanKind.CLIENT
            || tree.serviceNumber(row) != tree.serviceNumber(tree.parent(row));
    return leaves && !tree.hasError(row) && !repeats.isRepeated(row);
  }

  private void look(int parent) {
    int[] calls = Arrays.stream(tree.children(parent)).filter(this::isCall).toArray();
    int from = 0;
    for (int at = 1; at <= calls.length; at++) {
      if (at == calls.length || tree.startNanos(calls[at]) < tree.endNanos(calls[at - 1])) {
        add(parent, Arrays.copyOfRange(calls, from, at));
        from = at;
      }
    }
  }

  private void add(int parent, int[] run) {
    long nanos = Arrays.stream(run).mapToLong(tree::pathNanos).sum();
    long saving = nanos - Arrays.stream(run).mapToLong(tree::pathNanos).max().orElse(0);
    double share = tree.share(saving);
    if (run.length < 2 || saving <= 0 || share < LEAST_SHARE) {
      return;
    }
    String title =
        "Serial: %d calls under %s might overlap, saving up to %s"
            .formatted(run.length, tree.name(parent), Titles.duration(saving));
    findings.add(
        new Finding(
            share >= TELLING_SHARE ? Severity.WARNING : Severity.INFO,
            title,
            tree.ids(run, MOST_SPANS),
            nanos,
            tree.share(nanos),
            new Evidence.Serial(tree.name(parent), run.length, saving)));
  }
}
