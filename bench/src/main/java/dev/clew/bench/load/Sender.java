package dev.clew.bench.load;

import dev.clew.bench.load.Tickets.Ticket;
import dev.clew.bench.otlp.Exporter;
import dev.clew.bench.otlp.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Sends request after request over one connection until the run ends. Owned by one thread.
final class Sender {
  private final Run run;
  private final Exporter exporter;
  private final RandomGenerator random;

  Sender(Run run, Exporter exporter, RandomGenerator random) {
    this.run = run;
    this.exporter = exporter;
    this.random = random;
  }

  /// What the senders of a run share.
  record Run(Clock clock, Finish finish, Tickets tickets, Tally tally, Optional<AckedLog> acked) {}

  void sendAll() {
    while (!run.finish.reached()) {
      Optional<Ticket> ticket = run.tickets.next();
      if (ticket.isEmpty() || run.finish.reachedWithin(untilDue(ticket.get()))) {
        return;
      }
      send(ticket.get());
    }
  }

  private Duration untilDue(Ticket ticket) {
    return Duration.ofNanos(ticket.dueNanos() - run.clock.nanos());
  }

  private void send(Ticket ticket) {
    byte[] body = exporter.body(ticket.body());
    Backoff backoff = new Backoff(random);
    boolean again = true;
    while (again) {
      run.tally.sentSpans.add(ticket.template().spans());
      run.tally.sentBytes.add(body.length);
      again = settle(ticket, exporter.export(body), backoff);
    }
  }

  /// Counts what became of a request; true when it must be sent again.
  private boolean settle(Ticket ticket, Outcome outcome, Backoff backoff) {
    int spans = ticket.template().spans();
    return switch (outcome) {
      case Outcome.Acknowledged() -> {
        run.acked.ifPresent(log -> log.acknowledged(ticket.round(), ticket.template()));
        run.tally.acknowledged(spans, run.clock.nanos() - ticket.dueNanos());
        yield false;
      }
      // Which spans were taken is not said, so none of them is recorded.
      case Outcome.PartlyRejected(long rejected, String reason) -> {
        run.tally.acknowledged(spans - rejected, run.clock.nanos() - ticket.dueNanos());
        run.tally.refused(rejected, reason);
        yield false;
      }
      case Outcome.Refused(String reason) -> {
        run.tally.refused(spans, reason);
        yield false;
      }
      case Outcome.Retryable(Duration after, String reason) -> {
        run.tally.retried(reason);
        boolean isOver = run.finish.reachedWithin(backoff.next(after));
        if (isOver) {
          run.tally.unansweredSpans.add(spans);
        }
        yield !isOver;
      }
    };
  }
}
