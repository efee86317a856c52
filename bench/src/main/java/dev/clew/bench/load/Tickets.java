package dev.clew.bench.load;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Round;
import dev.clew.bench.data.Template;
import java.util.Optional;

/// Hands out the requests of a run in order, each due at the pace asked for. One lock; taken once a
/// request.
final class Tickets {
  private final Pool pool;
  private final Plan plan;
  private final Clock clock;
  private final Finish finish;
  private final long startNanos;
  private long requests;
  private long spans;
  private Round round;

  Tickets(Pool pool, Plan plan, Clock clock, Finish finish) {
    this.pool = pool;
    this.plan = plan;
    this.clock = clock;
    this.finish = finish;
    startNanos = clock.nanos();
    round = round(0);
  }

  /// The next request, or none when the run is over.
  synchronized Optional<Ticket> next() {
    if (finish.reached() || spans >= plan.spans()) {
      return Optional.empty();
    }
    int number = (int) (requests % pool.size());
    if (number == 0) {
      round = round(requests / pool.size());
    }
    Template template = pool.template(number);
    Ticket ticket = new Ticket(template, round, dueNanos());
    requests++;
    spans += template.spans();
    return Optional.of(ticket);
  }

  private long dueNanos() {
    return plan.paced() ? startNanos + (long) (spans * 1e9 / plan.rate()) : clock.nanos();
  }

  private Round round(long number) {
    return new Round(plan.recipe().seed(), number, clock.epochNanos());
  }
}
