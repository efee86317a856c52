package dev.clew.serve.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets few lines of a kind through in any period, so that no client can flood the log. Two lines
/// are of one kind when logger and message template are the same.
final class RepetitionFilter extends Filter<ILoggingEvent> {
  private static final int LINES = 5;
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int MAX_KINDS = 256;

  private final InstantSource clock;
  private final Map<String, Count> kinds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MAX_KINDS;
        }
      };

  RepetitionFilter(InstantSource clock) {
    this.clock = clock;
  }

  private record Count(Instant since, int lines) {}

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    Instant now = clock.instant();
    Count count =
        kinds.merge(
            event.getLoggerName() + ' ' + event.getMessage(),
            new Count(now, 1),
            (before, first) ->
                now.isBefore(before.since().plus(PERIOD))
                    ? new Count(before.since(), before.lines() + 1)
                    : first);
    return count.lines() <= LINES ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
