package dev.clew.analyze.findings;

import dev.clew.analyze.ClockSkew;
import dev.clew.analyze.Completeness;
import dev.clew.analyze.Finding;
import dev.clew.analyze.PathSection;
import dev.clew.analyze.TraceFindings;
import dev.clew.analyze.trace.PathSections;
import dev.clew.analyze.trace.SpanTree;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Puts together what can be told of one trace. The most telling finding is the most severe one; of
/// those, the one about the largest share of the trace; then in the order of the rules here.
public final class FindingsOfTrace {
  private static final int MOST = 50;

  private static final Comparator<Finding> MOST_TELLING_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Comparator.comparingDouble(Finding::share).reversed());

  private FindingsOfTrace() {}

  public static TraceFindings of(SpanTree tree) {
    Completeness completeness = Missing.judge(tree);
    List<ClockSkew> skews = Skews.of(tree);
    Retries retries = Retries.of(tree);
    Repeats repeats = Repeats.of(tree);
    List<Finding> findings =
        Stream.of(
                RootCauses.of(tree, retries),
                retries.findings(),
                repeats.findings(),
                SerialCalls.of(tree, repeats),
                OwnTime.of(tree),
                Missing.of(tree, completeness),
                Skews.findings(skews))
            .flatMap(Collection::stream)
            .sorted(MOST_TELLING_FIRST)
            .limit(MOST)
            .toList();
    return new TraceFindings(path(tree), completeness, skews, findings);
  }

  private static List<PathSection> path(SpanTree tree) {
    PathSections sections = tree.sections();
    return IntStream.range(0, sections.size())
        .mapToObj(at ->
            new PathSection(
                tree.id(sections.row(at)),
                tree.sinceEpoch(sections.startNanos(at)),
                tree.sinceEpoch(sections.endNanos(at))))
        .toList();
  }
}
