package dev.clew.bench.load;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Round;
import dev.clew.bench.data.Template;
import java.util.Optional;

/// Hands out the requests of a run in order, each due at the pace asked for. One lock, taken once a
/// request.
final class Tickets {
  private final Pool pool;
  private final Plan plan;
  private final Clock clock;
  private final long startNanos;
  private long rounds;
  private int next;
  private long spans;
  private Round round;

  Tickets(Pool pool, Plan plan, Clock clock) {
    this.pool = pool;
    this.plan = plan;
    this.clock = clock;
    startNanos = clock.nanos();
    round = pool.round(0, clock.epochNanos());
  }

  /// One request to send.
  ///
  /// @param dueNanos by the run's clock, when it should leave
  record Ticket(Template template, Round round, long dueNanos) {
    byte[] body() {
      return template.stamp(round);
    }
  }

  /// The next request, or none when all rounds were handed out.
  synchronized Optional<Ticket> next() {
    if (next == pool.size()) {
      next = 0;
      rounds++;
      round = pool.round(rounds, clock.epochNanos());
    }
    if (rounds == plan.rounds()) {
      return Optional.empty();
    }
    Template template = pool.template(next++);
    Ticket ticket = new Ticket(template, round, dueNanos());
    spans += template.spans();
    return Optional.of(ticket);
  }

  /// Behind its pace a run keeps the old schedule, so that waiting counts as latency.
  private long dueNanos() {
    return plan.rate().isMax() ? clock.nanos() : startNanos + plan.rate().nanosFor(spans);
  }
}
