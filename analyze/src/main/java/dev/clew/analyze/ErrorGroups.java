package dev.clew.analyze;

import dev.clew.model.SpanId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import java.util.List;
import java.util.Optional;

/// Failed spans by what went wrong, the largest group first.
///
/// @param errors how many failed spans there were
/// @param isTruncated true when there are more groups
/// @param lookedAtBefore the time before the range in which older failures were looked for; empty
///   where too little of it could be read, so that nothing is called new or come back
public record ErrorGroups(
    TimeRange range,
    int errors,
    List<Group> groups,
    boolean isTruncated,
    Optional<TimeRange> lookedAtBefore,
    Coverage coverage) {
  public ErrorGroups {
    groups = List.copyOf(groups);
  }

  /// Failed spans with the same cause, as far as one can see.
  ///
  /// @param id the same for the same group, whenever it is asked for
  /// @param type of the exception; may be empty, as may the others
  /// @param message without what varies
  /// @param frame the topmost of the stack
  /// @param sparkline how many there were in each step of the range
  /// @param isNew see [dev.clew.analyze.errors.Past]
  /// @param quietNanos how long it was quiet before it came back; 0 when it did not
  /// @param versions of the service that failed so, the one seen first last
  /// @param names of the spans that failed so, of many the first
  /// @param examples the newest
  public record Group(
      String id,
      String type,
      String message,
      String frame,
      String service,
      int count,
      int traces,
      double share,
      List<Integer> sparkline,
      long firstSeenNanos,
      long lastSeenNanos,
      boolean isNew,
      long quietNanos,
      List<Version> versions,
      List<String> names,
      List<Example> examples) {
    public Group {
      versions = List.copyOf(versions);
      sparkline = List.copyOf(sparkline);
      names = List.copyOf(names);
      examples = List.copyOf(examples);
    }
  }

  /// How often one version of the service failed so.
  ///
  /// @param name empty for spans that tell none
  public record Version(String name, int count, long firstSeenNanos, long lastSeenNanos) {}

  /// A failed span.
  ///
  /// @param message as it was
  public record Example(TraceId trace, SpanId span, long startNanos, String message) {}
}
