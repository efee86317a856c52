package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rejection threshold of consistent probability sampling: a trace is kept when its 56 random
/// bits are not below it, so that every service that asks with its own share keeps the same traces.
final class Threshold {
  private static final long RANGE = 1L << 56;
  private static final String VENDOR = "ot";

  private final long value;

  /// What most traces begin with; made once, as it is the same for all.
  private final TraceState alone;

  private Threshold(long value) {
    this.value = value;
    this.alone = written(TraceState.getDefault());
  }

  static Threshold of(double share) {
    return new Threshold(RANGE - Math.round(share * RANGE));
  }

  boolean keeps(String traceId, TraceState state) {
    return value < RANGE && randomness(traceId, state) >= value;
  }

  /// The state with `ot=th:…` set to this threshold. Where all are kept there is none: a span that
  /// says nothing counts as one, too, and costs less than one that says so.
  TraceState in(TraceState state) {
    return state.isEmpty() ? alone : written(state);
  }

  private TraceState written(TraceState state) {
    if (value == 0) {
      return removedFrom(state);
    }
    List<String> fields = fieldsWithout(state, "th:");
    fields.add(0, "th:" + hex(value));
    return state.toBuilder().put(VENDOR, String.join(";", fields)).build();
  }

  /// The state without a threshold: what a rule kept stands for itself alone.
  static TraceState removedFrom(TraceState state) {
    if (state.get(VENDOR) == null) {
      return state;
    }
    List<String> fields = fieldsWithout(state, "th:");
    return fields.isEmpty()
        ? state.toBuilder().remove(VENDOR).build()
        : state.toBuilder().put(VENDOR, String.join(";", fields)).build();
  }

  /// 14 hex digits without the zeroes at their end.
  private static String hex(long value) {
    String digits = String.format("%014x", value);
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  /// Whoever started the trace may have said its randomness; else it is the trace id's end.
  private static long randomness(String traceId, TraceState state) {
    String said = field(state, "rv:");
    if (said != null && said.length() == 14) {
      try {
        return Long.parseLong(said, 16);
      } catch (NumberFormatException e) {
        // Not a randomness value; the trace id is as good.
      }
    }
    return Long.parseLong(traceId, 18, 32, 16);
  }

  private static @Nullable String field(TraceState state, String name) {
    for (String field : fields(state)) {
      if (field.startsWith(name)) {
        return field.substring(name.length());
      }
    }
    return null;
  }

  private static List<String> fieldsWithout(TraceState state, String name) {
    List<String> kept = new ArrayList<>(fields(state));
    kept.removeIf(field -> field.startsWith(name));
    return kept;
  }

  private static List<String> fields(TraceState state) {
    String text = state.get(VENDOR);
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(";", -1));
  }
}
