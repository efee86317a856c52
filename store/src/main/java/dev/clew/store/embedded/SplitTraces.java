package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import dev.clew.store.TraceSummaries;
import dev.clew.store.block.StoredBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds out which traces of a tenant have rows in several of its blocks and heads. Only what came
/// since it was asked last is looked at.
///
/// Of two sealed blocks that have rows of a trace, the one that was made later says so itself (see
/// [TraceSummaries#isSplit(int)]), and only traces of which that is said are looked for elsewhere.
/// A head says nothing yet: all of its traces are looked for.
///
/// Guarded by its own lock.
final class SplitTraces {
  private static final int UNKNOWN = -2;

  /// What is known of one block or head. Where a trace is split once it stays so, though its other
  /// rows may be gone.
  ///
  /// Guarded by the lock of the tenant's [SplitTraces].
  static final class Known {
    private final BitSet split = new BitSet();

    /// Those of which a row may repeat another, here or elsewhere. Of a trace that is, all parts
    /// are.
    private final BitSet repeated = new BitSet();

    /// Those that say that none of their spans was elsewhere before.
    private final BitSet disjoint = new BitSet();

    /// The traces to look for elsewhere; null for all.
    private int @Nullable [] suspects;

    /// How many suspects were looked for in everything that was there the last time.
    private int done;

    private boolean areSuspectsDisjoint() {
      return suspects != null && Arrays.stream(suspects).allMatch(disjoint::get);
    }

    private int suspect(int at) {
      return suspects == null ? at : suspects[at];
    }

    private boolean isRepeated(int number) {
      return number == UNKNOWN || repeated.get(number);
    }

    private void mark(int number, boolean isRepeated) {
      if (number >= 0) {
        split.set(number);
        repeated.set(number, isRepeated || repeated.get(number));
      }
    }
  }

  /// A block or head with all that it has, be it deleted.
  record Part(Known known, StoredBlock block, TraceDirectory traces) {
    static Part of(Known known, StoredBlock block) throws IOException {
      return new Part(known, block, block.traces());
    }
  }

  /// What is known of the traces of a part, by their numbers there.
  ///
  /// @param split those that have rows in another part
  /// @param repeated those of which a row may repeat another, in this part or in another
  record Found(BitSet split, BitSet repeated) {
    private static Found of(Known known) {
      return new Found((BitSet) known.split.clone(), (BitSet) known.repeated.clone());
    }
  }

  /// What was there the last time.
  private Set<Known> last = Set.of();

  /// What is known of the traces of each part. What cannot be read is taken to have rows of all,
  /// and the same spans.
  ///
  /// @param parts all that the tenant has
  synchronized List<Found> find(List<Part> parts) {
    for (Part each : parts) {
      each.known.done = last.contains(each.known) ? each.known.done : 0;
    }
    int[] counts = parts.stream().mapToInt(SplitTraces::countSuspects).toArray();
    List<Part> fresh = parts.stream().filter(each -> !last.contains(each.known)).toList();
    for (int at = 0; at < counts.length; at++) {
      Part part = parts.get(at);
      int done = Math.min(part.known.done, counts[at]);
      look(part, 0, done, fresh);
      look(part, done, counts[at], parts);
    }
    var found = new ArrayList<Found>();
    last = new HashSet<>();
    for (int at = 0; at < counts.length; at++) {
      Known known = parts.get(at).known;
      known.done = Math.max(known.done, counts[at]);
      last.add(known);
      found.add(Found.of(known));
    }
    return found;
  }

  /// True where all are sealed, and say themselves that each row is a span that is nowhere else: so
  /// that no trace needs to be looked for.
  ///
  /// @param parts all that the tenant has
  synchronized boolean repeatsNothing(List<Part> parts) {
    for (Part each : parts) {
      if (!each.block.isSealed()) {
        return false;
      }
      countSuspects(each);
      if (!each.known.repeated.isEmpty() || !each.known.areSuspectsDisjoint()) {
        return false;
      }
    }
    return true;
  }

  private static int countSuspects(Part part) {
    if (!part.block.isSealed()) {
      part.known.repeated.set(0, part.traces.size());
      return part.traces.size();
    }
    int[] suspects = part.known.suspects;
    if (suspects == null) {
      suspects = suspects(part);
      part.known.suspects = suspects;
    }
    return suspects.length;
  }

  /// The traces that a sealed block says are split.
  private static int[] suspects(Part part) {
    try {
      Optional<TraceSummaries> summaries = part.block.summaries();
      if (summaries.isPresent()) {
        TraceSummaries.Marks marks = summaries.get().marks();
        part.known.repeated.or(marks.repeating());
        part.known.disjoint.or(marks.disjoint());
        part.known.disjoint.andNot(marks.repeating());
        return marks.split().stream().toArray();
      }
    } catch (IOException _) {
      // Nothing is known then.
    }
    part.known.repeated.set(0, part.traces.size());
    return IntStream.range(0, part.traces.size()).toArray();
  }

  /// Looks for suspects, from one place to another.
  private static void look(Part part, int from, int to, List<Part> parts) {
    if (from == to || parts.isEmpty()) {
      return;
    }
    // Heads look for their own traces in blocks, so blocks need not look into heads.
    List<Part> others =
        parts.stream()
            .filter(each -> each.known != part.known)
            .filter(each -> each.block.isSealed() || !part.block.isSealed())
            .toList();
    for (int at = from; at < to; at += TracePlaces.MOST_TRACES) {
      int end = Math.min(at + TracePlaces.MOST_TRACES, to);
      int[] numbers = IntStream.range(at, end).map(part.known::suspect).toArray();
      try {
        lookElsewhere(part, numbers, others);
      } catch (IOException _) {
        IntStream.of(numbers).forEach(number -> part.known.mark(number, true));
      }
    }
  }

  private static void lookElsewhere(Part part, int[] numbers, List<Part> others)
      throws IOException {
    var traces = new ArrayList<TraceId>();
    for (int number : numbers) {
      traces.add(part.traces.traceId(number));
    }
    var places = new TracePlaces(traces);
    for (int other = 0; other < others.size(); other++) {
      Part elsewhere = others.get(other);
      places.look(other, trace -> find(elsewhere, trace));
    }
    for (int at = 0; at < numbers.length; at++) {
      if (!places.isNowhere(at)) {
        mark(part, numbers[at], others, places, at);
      }
    }
  }

  /// Notes that a trace is in several parts.
  private static void mark(Part part, int number, List<Part> others, TracePlaces places, int at)
      throws IOException {
    Known known = part.known;
    var isRepeated = new boolean[] {known.repeated.get(number) || !known.disjoint.get(number)};
    places.visit(at, (other, place) -> isRepeated[0] |= others.get(other).known.isRepeated(place));
    known.mark(number, isRepeated[0]);
    places.visit(at, (other, place) -> others.get(other).known.mark(place, isRepeated[0]));
  }

  /// The number of a trace in a part, or -1; [#UNKNOWN] where the part cannot be read.
  private static int find(Part part, TraceId trace) {
    try {
      return part.traces.find(trace);
    } catch (IOException _) {
      part.known.split.set(0, part.traces.size());
      part.known.repeated.set(0, part.traces.size());
      return UNKNOWN;
    }
  }
}
