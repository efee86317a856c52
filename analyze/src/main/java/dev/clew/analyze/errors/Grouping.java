package dev.clew.analyze.errors;

import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.ErrorGroups.Example;
import dev.clew.analyze.ErrorGroups.Group;
import dev.clew.analyze.trace.NormalText;
import dev.clew.model.SpanId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Groups failed spans by what went wrong.
///
/// **The rule.** Two failures are of one group when the type of the exception, its message without
/// what varies (see [NormalText]), the topmost frame of its stack (see [TopFrame]) and the service
/// are the same. Of several exceptions of a span the last counts, the one that ended it. A span
/// without one goes by `error.type` and the message of its status. A failure that passed through
/// several services is one in each of them: the trace says where it began.
///
/// Owned by one thread.
final class Grouping {
  private static final int MOST_NAMES = 10;
  private static final int MOST_EXAMPLES = 5;
  private static final int MOST_MESSAGE_CHARS = 500;

  private final TimeRange range;
  private final int steps;
  private final Map<Key, Tally> tallies = new HashMap<>();
  private int errors;

  /// A failed span.
  record Failure(
      String service,
      String name,
      String type,
      String message,
      String stack,
      TraceId trace,
      SpanId span,
      long startNanos) {}

  private record Key(String type, String message, String frame, String service) {
    String id() {
      String text = String.join("\0", type, message, frame, service);
      byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    }
  }

  private final class Tally {
    private final int[] sparkline = new int[steps];
    private final Set<TraceId> traces = new HashSet<>();
    private final Set<String> names = new TreeSet<>();
    private final List<Example> examples = new ArrayList<>();
    private int count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
  }

  Grouping(TimeRange range, int steps) {
    this.range = range;
    this.steps = steps;
  }

  int errors() {
    return errors;
  }

  void add(Failure failure) {
    errors++;
    var key =
        new Key(
            failure.type(),
            NormalText.of(cut(failure.message())),
            TopFrame.of(failure.stack()),
            failure.service());
    Tally tally = tallies.computeIfAbsent(key, _ -> new Tally());
    tally.count++;
    tally.traces.add(failure.trace());
    tally.sparkline[step(failure.startNanos())]++;
    tally.first = Math.min(tally.first, failure.startNanos());
    tally.last = Math.max(tally.last, failure.startNanos());
    if (tally.names.size() < MOST_NAMES) {
      tally.names.add(failure.name());
    }
    tally.examples.add(
        new Example(failure.trace(), failure.span(), failure.startNanos(), cut(failure.message())));
    if (tally.examples.size() > MOST_EXAMPLES) {
      tally.examples.sort(Comparator.comparingLong(Example::startNanos).reversed());
      tally.examples.removeLast();
    }
  }

  private static String cut(String message) {
    return message.length() <= MOST_MESSAGE_CHARS
        ? message
        : message.substring(0, MOST_MESSAGE_CHARS);
  }

  private int step(long nanos) {
    double part = (double) (nanos - range.startNanos()) / (range.endNanos() - range.startNanos());
    return Math.clamp((int) (part * steps), 0, steps - 1);
  }

  ErrorGroups result(int most, Coverage coverage) {
    List<Group> groups =
        tallies.entrySet().stream()
            .map(each -> group(each.getKey(), each.getValue()))
            .sorted(Comparator.comparingInt(Group::count).reversed().thenComparing(Group::id))
            .limit(most)
            .toList();
    return new ErrorGroups(range, errors, groups, tallies.size() > most, coverage);
  }

  private Group group(Key key, Tally tally) {
    return new Group(
        key.id(),
        key.type(),
        key.message(),
        key.frame(),
        key.service(),
        tally.count,
        tally.traces.size(),
        (double) tally.count / errors,
        IntStream.of(tally.sparkline).boxed().toList(),
        tally.first,
        tally.last,
        List.copyOf(tally.names),
        tally.examples.stream()
            .sorted(Comparator.comparingLong(Example::startNanos).reversed())
            .toList());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
