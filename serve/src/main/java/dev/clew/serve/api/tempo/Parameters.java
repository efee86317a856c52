package dev.clew.serve.api.tempo;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TimeRange;
import dev.clew.serve.api.GoDuration;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The query parameters of one request; an empty one counts as absent.
record Parameters(QueryParams sent) {
  private static final long MOST_SECONDS = (1L << 32) - 1;
  private static final long NANOS = 1_000_000_000;

  static Parameters of(ServiceRequestContext request) {
    return new Parameters(request.queryParams());
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(sent.get(name)).filter(text -> !text.isEmpty());
  }

  /// What `reader` makes of a parameter; it throws `IllegalArgumentException` with what is needed.
  <T> Optional<T> read(String name, Function<String, T> reader) {
    return text(name)
        .map(text -> {
          try {
            return reader.apply(text);
          } catch (IllegalArgumentException e) {
            throw RequestException.bad("invalid " + name + ": " + e.getMessage());
          }
        });
  }

  /// A whole number that is not negative.
  OptionalLong whole(String name, long most) {
    return read(name, text -> parse(text, most)).stream().mapToLong(Long::longValue).findFirst();
  }

  private static long parse(String text, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "needs a whole number from 0 to " + most + ", got " + RequestException.quote(text));
  }

  Optional<Duration> duration(String name) {
    return read(name, text -> Duration.ofNanos(GoDuration.parse(text)));
  }

  /// Nothing where neither is given.
  Optional<Seconds> seconds() {
    return Seconds.of(whole("start", MOST_SECONDS), whole("end", MOST_SECONDS));
  }

  /// All of time where neither is given.
  TimeRange range() {
    return seconds().map(Seconds::range).orElse(TimeRange.ALL);
  }

  /// Seconds since the epoch.
  record Seconds(long start, long end) {
    static Optional<Seconds> of(OptionalLong start, OptionalLong end) {
      if (start.isEmpty() && end.isEmpty()) {
        return Optional.empty();
      }
      var seconds = new Seconds(start.orElse(0), end.orElse(0));
      if (start.isEmpty() || end.isEmpty()) {
        throw RequestException.bad(
            "please provide positive values for http parameters start and end. received" + seconds);
      }
      if (seconds.end() <= seconds.start()) {
        throw RequestException.bad("http parameter start must be before end. received" + seconds);
      }
      return Optional.of(seconds);
    }

    /// The last second counts whole.
    TimeRange range() {
      return new TimeRange(start * NANOS, (end + 1) * NANOS);
    }

    Duration length() {
      return Duration.ofSeconds(end - start);
    }

    @Override
    public String toString() {
      return " start=" + start + " end=" + end;
    }
  }
}
