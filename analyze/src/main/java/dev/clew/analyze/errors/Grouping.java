package dev.clew.analyze.errors;

import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.ErrorGroups.Example;
import dev.clew.analyze.ErrorGroups.Group;
import dev.clew.analyze.ErrorGroups.Version;
import dev.clew.analyze.ErrorsQuestion;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

  /// Of the one group that is asked for.
  private static final int MORE_EXAMPLES = 50;

  private static final int MOST_VERSIONS = 20;

  private final ErrorsQuestion question;
  private final Map<Key, Tally> tallies = new HashMap<>();
  private final Map<Key, List<Long>> earlier = new HashMap<>();
  private int errors;

  /// A failed span.
  record Failure(
      String service,
      String version,
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
    private final int[] sparkline = new int[question.steps()];
    private final Map<String, Version> versions = new HashMap<>();
    private final List<Long> seen = new ArrayList<>();
    private final Set<TraceId> traces = new HashSet<>();
    private final Set<String> names = new TreeSet<>();
    private final List<Example> examples = new ArrayList<>();
    private int count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
  }

  Grouping(ErrorsQuestion question) {
    this.question = question;
  }

  /// Takes one of before the range; the groups in it are known by then.
  void addEarlier(Failure failure) {
    Key key = key(failure);
    if (tallies.containsKey(key)) {
      earlier.computeIfAbsent(key, _ -> new ArrayList<>()).add(failure.startNanos());
    }
  }

  private static Key key(Failure failure) {
    return new Key(
        failure.type(),
        NormalText.of(cut(failure.message())),
        TopFrame.of(failure.stack()),
        failure.service());
  }

  void add(Failure failure) {
    errors++;
    Key key = key(failure);
    if (question.group().isPresent() && !question.group().get().equals(key.id())) {
      return;
    }
    Tally tally = tallies.computeIfAbsent(key, _ -> new Tally());
    tally.count++;
    tally.seen.add(failure.startNanos());
    tally.versions.merge(
        failure.version(),
        new Version(failure.version(), 1, failure.startNanos(), failure.startNanos()),
        Grouping::both);
    tally.traces.add(failure.trace());
    tally.sparkline[step(failure.startNanos())]++;
    tally.first = Math.min(tally.first, failure.startNanos());
    tally.last = Math.max(tally.last, failure.startNanos());
    if (tally.names.size() < MOST_NAMES) {
      tally.names.add(failure.name());
    }
    tally.examples.add(
        new Example(failure.trace(), failure.span(), failure.startNanos(), cut(failure.message())));
    if (tally.examples.size() > mostExamples()) {
      tally.examples.sort(Comparator.comparingLong(Example::startNanos).reversed());
      tally.examples.removeLast();
    }
  }

  private int mostExamples() {
    return question.group().isPresent() ? MORE_EXAMPLES : MOST_EXAMPLES;
  }

  private static Version both(Version one, Version other) {
    return new Version(
        one.name(),
        one.count() + other.count(),
        Math.min(one.firstSeenNanos(), other.firstSeenNanos()),
        Math.max(one.lastSeenNanos(), other.lastSeenNanos()));
  }

  private static String cut(String message) {
    return message.length() <= MOST_MESSAGE_CHARS
        ? message
        : message.substring(0, MOST_MESSAGE_CHARS);
  }

  private int step(long nanos) {
    TimeRange range = question.range();
    double part = (double) (nanos - range.startNanos()) / (range.endNanos() - range.startNanos());
    return Math.clamp((int) (part * question.steps()), 0, question.steps() - 1);
  }

  /// The groups so far.
  ///
  /// @param past empty where it is not known
  ErrorGroups result(Coverage coverage, Optional<Past> past) {
    List<Group> groups =
        tallies.entrySet().stream()
            .map(each -> group(each.getKey(), each.getValue(), past))
            .sorted(Comparator.comparingInt(Group::count).reversed().thenComparing(Group::id))
            .limit(question.mostGroups())
            .toList();
    return new ErrorGroups(
        question.range(),
        errors,
        groups,
        tallies.size() > question.mostGroups(),
        past.map(Past::time),
        coverage);
  }

  private Group group(Key key, Tally tally, Optional<Past> past) {
    List<Long> before = earlier.getOrDefault(key, List.of());
    long[] seen = LongStream.concat(longs(before), longs(tally.seen)).sorted().toArray();
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
        past.map(each -> each.isNew(key.service(), before.size())).orElse(false),
        past.map(each -> each.quietNanos(seen)).orElse(0L),
        versions(tally),
        List.copyOf(tally.names),
        tally.examples.stream()
            .sorted(Comparator.comparingLong(Example::startNanos).reversed())
            .toList());
  }

  private static LongStream longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue);
  }

  private static List<Version> versions(Tally tally) {
    return tally.versions.values().stream()
        .sorted(
            Comparator.comparingLong(Version::firstSeenNanos)
                .reversed()
                .thenComparing(Version::name))
        .limit(MOST_VERSIONS)
        .toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
