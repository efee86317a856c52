package dev.clew.analyze.findings;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.SpanTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Calls that were made again after they failed.
///
/// **The rule.** Two siblings that do the same (see [LikeSiblings], with the very same text) are
/// attempts of one call when the first failed and the second started when it had ended or later. A
/// run of attempts ends with the first that did not fail; then the call has recovered, and none of
/// the failures before matters to what is above.
final class Retries {
  private static final int MOST_SPANS = 200;

  private final SpanTree tree;
  private final List<Finding> findings = new ArrayList<>();
  private final BitSet recovered = new BitSet();

  private Retries(SpanTree tree) {
    this.tree = tree;
  }

  static Retries of(SpanTree tree) {
    var retries = new Retries(tree);
    var siblings = new LikeSiblings(tree, UnaryOperator.identity());
    BitSet withFailedChild = new BitSet();
    IntStream.of(tree.rows(tree::hasError))
        .map(tree::parent)
        .filter(parent -> parent >= 0)
        .forEach(withFailedChild::set);
    withFailedChild.stream().forEach(parent -> siblings.groups(parent, 2).forEach(retries::follow));
    return retries;
  }

  List<Finding> findings() {
    return findings;
  }

  /// True for a failure that a later attempt made good.
  boolean hasRecovered(int row) {
    return recovered.get(row);
  }

  private void follow(int[] like) {
    int from = 0;
    for (int at = 0; at < like.length; at++) {
      boolean goesOn =
          at + 1 < like.length
              && tree.hasError(like[at])
              && tree.startNanos(like[at + 1]) >= tree.endNanos(like[at]);
      if (!goesOn) {
        add(Arrays.copyOfRange(like, from, at + 1));
        from = at + 1;
      }
    }
  }

  private void add(int[] attempts) {
    if (attempts.length < 2) {
      return;
    }
    int last = attempts[attempts.length - 1];
    boolean hasRecovered = !tree.hasError(last);
    long nanos = tree.pathNanos(last);
    long wait = 0;
    for (int at = 0; at < attempts.length - 1; at++) {
      recovered.set(attempts[at], hasRecovered);
      wait += tree.startNanos(attempts[at + 1]) - tree.endNanos(attempts[at]);
      nanos += tree.pathNanos(attempts[at]);
    }
    var evidence =
        new Evidence.Retry(
            tree.service(last), tree.name(last), attempts.length, hasRecovered, wait);
    findings.add(
        new Finding(
            Severity.WARNING,
            title(evidence),
            tree.ids(attempts, MOST_SPANS),
            nanos,
            tree.share(nanos),
            evidence));
  }

  private static String title(Evidence.Retry retry) {
    String call = Titles.call(retry.service(), retry.name());
    return retry.hasRecovered()
        ? "Retried: %s worked at attempt %d".formatted(call, retry.attempts())
        : "Retried in vain: %s failed %d times".formatted(call, retry.attempts());
  }
}
