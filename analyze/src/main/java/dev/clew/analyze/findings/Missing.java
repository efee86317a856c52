package dev.clew.analyze.findings;

import dev.clew.analyze.Completeness;
import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.Spans;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whether all of a trace is here, as [Completeness] has it.
final class Missing {
  private static final int MOST_PARENTS = 100;
  private static final int MOST_SPANS = 200;

  private final SpanTree tree;
  private final Spans spans;
  private final Set<SpanId> missingParents = new LinkedHashSet<>();
  private int roots;
  private int orphans;
  private int cycles;
  private int unfinished;
  private int outside;
  private long dropped;

  private Missing(SpanTree tree) {
    this.tree = tree;
    spans = tree.batch().spans();
  }

  static Completeness judge(SpanTree tree) {
    var missing = new Missing(tree);
    for (int row = 0; row < tree.size(); row++) {
      missing.count(row);
    }
    return new Completeness(
        tree.size(),
        missing.roots,
        missing.orphans,
        List.copyOf(missing.missingParents),
        missing.cycles,
        missing.unfinished,
        missing.outside,
        missing.dropped);
  }

  static List<Finding> of(SpanTree tree, Completeness completeness) {
    if (completeness.orphans() == 0 && completeness.roots() == 1) {
      return List.of();
    }
    int[] rows = tree.rows(row -> tree.parent(row) < 0);
    long nanos = completeness.roots() == 0 ? tree.rootNanos() : 0;
    return List.of(
        new Finding(
            Severity.WARNING,
            title(completeness),
            tree.ids(rows, MOST_SPANS),
            nanos,
            tree.share(nanos),
            new Evidence.Incomplete(completeness.orphans(), completeness.roots())));
  }

  private static String title(Completeness completeness) {
    String roots =
        switch (completeness.roots()) {
          case 0 -> "the root is missing";
          case 1 -> "";
          default -> completeness.roots() + " roots";
        };
    String orphans =
        switch (completeness.orphans()) {
          case 0 -> "";
          case 1 -> "the parent of 1 span is missing";
          default -> "the parents of " + completeness.orphans() + " spans are missing";
        };
    return "Incomplete: " + roots + (roots.isEmpty() || orphans.isEmpty() ? "" : ", ") + orphans;
  }

  private void count(int row) {
    int span = tree.spanAt(row);
    roots += tree.isRoot(row) ? 1 : 0;
    cycles += tree.isCut(row) ? 1 : 0;
    unfinished += spans.endNanos(span) == 0 ? 1 : 0;
    if (tree.isOrphan(row)) {
      orphans++;
      if (missingParents.size() < MOST_PARENTS) {
        missingParents.add(new SpanId(spans.parentSpanId(span)));
      }
    }
    outside += isOutside(row) ? 1 : 0;
    dropped += dropped(span);
  }

  private boolean isOutside(int row) {
    int parent = tree.parent(row);
    return parent >= 0
        && tree.kind(row) != SpanKind.CONSUMER
        && (tree.startNanos(row) > tree.endNanos(parent)
            || tree.endNanos(row) < tree.startNanos(parent));
  }

  private long dropped(int span) {
    return Integer.toUnsignedLong(spans.droppedAttributes(span))
        + Integer.toUnsignedLong(spans.droppedEvents(span))
        + Integer.toUnsignedLong(spans.droppedLinks(span));
  }
}
