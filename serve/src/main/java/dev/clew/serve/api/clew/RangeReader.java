package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.QueryParams;
import dev.clew.model.TimeRange;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads the parameters of an analysis, of which a range of time is one; an empty one counts as
/// absent.
final class RangeReader {
  private static final Duration USUAL = Duration.ofHours(1);

  private final QueryParams sent;

  /// @param others the parameters that are known beside the range
  RangeReader(QueryParams sent, String... others) {
    this.sent = sent;
    var known = new ArrayList<>(List.of("startUnixNano", "endUnixNano"));
    known.addAll(List.of(others));
    for (String name : sent.names()) {
      if (!known.contains(name)) {
        throw RequestException.bad(
            "unknown parameter "
                + RequestException.quote(name)
                + "; known are "
                + String.join(", ", known));
      }
    }
  }

  /// What was asked for; without an end up to now, without a start the hour before the end.
  TimeRange range(InstantSource clock) {
    return range(moment("startUnixNano"), moment("endUnixNano"), clock);
  }

  /// The same of the members of a body.
  static TimeRange range(Members members, InstantSource clock) {
    var start = members.moment("startUnixNano");
    var end = members.moment("endUnixNano");
    return range(
        start.isPresent() ? Optional.of(start.getAsLong()) : Optional.empty(),
        end.isPresent() ? Optional.of(end.getAsLong()) : Optional.empty(),
        clock);
  }

  private static TimeRange range(Optional<Long> start, Optional<Long> end, InstantSource clock) {
    long to = end.orElseGet(() -> now(clock));
    long from = start.orElse(Math.max(0, to - USUAL.toNanos()));
    if (from >= to) {
      throw RequestException.bad("endUnixNano needs a moment after startUnixNano");
    }
    return new TimeRange(from, to);
  }

  private static long now(InstantSource clock) {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  private Optional<Long> moment(String name) {
    return text(name)
        .map(text -> {
          try {
            long value = Long.parseLong(text);
            if (value >= 0) {
              return value;
            }
          } catch (NumberFormatException _) {
            // refused below
          }
          throw fault(name, "nanoseconds since 1970 in decimal digits");
        });
  }

  int whole(String name, int min, int max, int absent) {
    String text = text(name).orElse(Integer.toString(absent));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw fault(name, "a whole number from " + min + " to " + max);
  }

  /// A number from 0 to 1.
  double share(String name) {
    try {
      double value = Double.parseDouble(text(name).orElse("0"));
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw fault(name, "a number from 0 to 1");
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(sent.get(name)).filter(text -> !text.isEmpty());
  }

  RequestException fault(String name, String mustHold) {
    return RequestException.bad(
        name + " needs " + mustHold + ", got " + RequestException.quote(text(name).orElse("none")));
  }
}
