package dev.clew.analyze.findings;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where the errors of a trace began.
///
/// **The rule.** A failed span counts unless a later attempt made it good (see [Retries]) or it was
/// cancelled: its message or exception says so, and a sibling had failed before it ended. A chain
/// starts at a counting span whose parent does not count. From there it goes down: of the counting
/// children the one that ended first, since the others may have failed of it; where there is none,
/// that span is the cause.
///
/// A failure below a span that did not fail is a chain of its own: somebody caught it. So every
/// chain is told apart, and the one that starts at the root of the trace is the error of the
/// request.
final class RootCauses {
  private static final int MOST_CHAINS = 20;
  private static final int MOST_LINKS = 200;

  private final SpanTree tree;
  private final Retries retries;

  /// By row when its first failed child ended.
  private final long[] firstFailure;

  private RootCauses(SpanTree tree, Retries retries) {
    this.tree = tree;
    this.retries = retries;
    firstFailure = new long[tree.size()];
    Arrays.fill(firstFailure, Long.MAX_VALUE);
    for (int row = 0; row < firstFailure.length; row++) {
      int parent = tree.parent(row);
      if (parent >= 0 && tree.hasError(row)) {
        firstFailure[parent] = Math.min(firstFailure[parent], tree.endNanos(row));
      }
    }
  }

  static List<Finding> of(SpanTree tree, Retries retries) {
    var causes = new RootCauses(tree, retries);
    return IntStream.of(tree.rows(causes::isHead))
        .boxed()
        .sorted((a, b) -> Boolean.compare(b == tree.root(), a == tree.root()))
        .limit(MOST_CHAINS)
        .map(causes::follow)
        .toList();
  }

  private boolean isHead(int row) {
    return counts(row) && (tree.parent(row) < 0 || !counts(tree.parent(row)));
  }

  private boolean counts(int row) {
    return tree.hasError(row) && !retries.hasRecovered(row) && !isCancelled(row);
  }

  private boolean isCancelled(int row) {
    int parent = tree.parent(row);
    if (parent < 0 || firstFailure[parent] >= tree.endNanos(row)) {
      return false;
    }
    Failure failure = Failure.of(tree.span(row));
    return saysCancelled(failure.message()) || saysCancelled(failure.exceptionType());
  }

  private static boolean saysCancelled(String text) {
    return text.toLowerCase(Locale.ROOT).contains("cancel");
  }

  private Finding follow(int head) {
    var chain = new ArrayList<Integer>();
    for (int at = head; at >= 0; at = firstCause(at)) {
      chain.add(at);
    }
    int cause = chain.getLast();
    boolean reachesRoot = head == tree.root();
    Failure failure = Failure.of(tree.span(cause));
    List<SpanId> ids = chain.stream().limit(MOST_LINKS).map(tree::id).toList();
    var evidence =
        new Evidence.RootCause(
            tree.service(cause),
            tree.name(cause),
            failure.message(),
            failure.exceptionType(),
            ids,
            reachesRoot);
    long nanos = tree.pathNanos(head);
    return new Finding(
        reachesRoot ? Severity.ERROR : Severity.WARNING,
        title(evidence),
        List.of(tree.id(cause)),
        nanos,
        tree.share(nanos),
        evidence);
  }

  /// The counting child that ended first, or -1.
  private int firstCause(int row) {
    int[] first = {-1};
    tree.forEachChild(
        row,
        child -> {
          boolean isFirst = first[0] < 0 || tree.endNanos(child) < tree.endNanos(first[0]);
          if (tree.hasError(child) && isFirst && counts(child)) {
            first[0] = child;
          }
        });
    return first[0];
  }

  private static String title(Evidence.RootCause cause) {
    String said =
        Stream.of(cause.message(), cause.exceptionType())
            .filter(text -> !text.isBlank())
            .findFirst()
            .map(text -> ": " + Titles.line(text))
            .orElse("");
    String head = cause.reachesRoot() ? "Root cause: " : "Error that was survived: ";
    return head + Titles.call(cause.service(), cause.name()) + " failed" + said;
  }

  /// The last exception that a span tells of.
  static Optional<SpanEvent> exception(Span span) {
    return span.events().reversed().stream()
        .filter(event -> event.name().equals("exception"))
        .findFirst();
  }

  /// What a failed span says of its failure.
  private record Failure(String message, String exceptionType) {
    static Failure of(Span span) {
      Optional<SpanEvent> exception = exception(span);
      String thrown = exception.map(event -> text(event, "exception.message")).orElse("");
      return new Failure(
          span.statusMessage().isBlank() ? thrown : span.statusMessage(),
          exception.map(event -> text(event, "exception.type")).orElse(""));
    }

    private static String text(SpanEvent event, String key) {
      return event.attributes().stream()
          .filter(each -> each.key().equals(key))
          .map(Attribute::value)
          .map(value -> value instanceof AttributeValue.Text(var text) ? text : "")
          .findFirst()
          .orElse("");
    }
  }
}
