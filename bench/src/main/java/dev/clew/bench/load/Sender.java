package dev.clew.bench.load;

import dev.clew.bench.data.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends request after request over one connection until the run ends. Owned by one thread.
final class Sender {
  private final Run run;
  private final Exporter exporter;
  private final Packer packer;
  private final RandomGenerator random;

  Sender(Run run, Exporter exporter, Packer packer, RandomGenerator random) {
    this.run = run;
    this.exporter = exporter;
    this.packer = packer;
    this.random = random;
  }

  /// What the senders of a run share.
  ///
  /// @param acked where to record acknowledged spans, if anywhere
  record Run(Clock clock, Finish finish, Tickets tickets, Tally tally, @Nullable AckedLog acked) {}

  void sendAll() {
    Optional<Ticket> ticket = run.tickets.next();
    while (ticket.isPresent()) {
      long wait = ticket.get().dueNanos() - run.clock.nanos();
      if (wait > 0 && run.finish.reachedWithin(Duration.ofNanos(wait))) {
        return;
      }
      send(ticket.get());
      ticket = run.tickets.next();
    }
  }

  private void send(Ticket ticket) {
    byte[] body = body(ticket);
    Backoff backoff = new Backoff(random);
    boolean again = true;
    while (again) {
      run.tally.sentSpans.add(ticket.template().spans());
      run.tally.sentBytes.add(body.length);
      again = settle(ticket, exporter.export(body), backoff);
    }
  }

  private byte[] body(Ticket ticket) {
    long start = run.clock.nanos();
    byte[] stamped = ticket.template().stamp(ticket.round());
    long between = run.clock.nanos();
    byte[] packed = packer.pack(stamped);
    run.tally.stampNanos.add(between - start);
    run.tally.packNanos.add(run.clock.nanos() - between);
    return packed;
  }

  /// Counts what became of a request; true when it must be sent again.
  private boolean settle(Ticket ticket, Outcome outcome, Backoff backoff) {
    Template template = ticket.template();
    return switch (outcome) {
      case Outcome.Acknowledged() -> {
        acknowledged(ticket);
        yield false;
      }
      case Outcome.PartlyRejected(long rejected, String reason) -> {
        run.tally.rejectedSpans.add(rejected);
        run.tally.ackedSpans.add(template.spans() - rejected);
        run.tally.trouble.set(rejected + " spans rejected: " + reason);
        yield false;
      }
      case Outcome.Refused(String reason) -> {
        run.tally.refusedSpans.add(template.spans());
        run.tally.trouble.set(reason);
        yield false;
      }
      case Outcome.Retryable(Duration after, String reason) -> {
        run.tally.retries.increment();
        run.tally.trouble.set(reason);
        boolean over = run.finish.reachedWithin(backoff.next(after));
        if (over) {
          run.tally.abandonedSpans.add(template.spans());
        }
        yield !over;
      }
    };
  }

  private void acknowledged(Ticket ticket) {
    run.tally.latencies.record(run.clock.nanos() - ticket.dueNanos());
    run.tally.ackedRequests.increment();
    run.tally.ackedSpans.add(ticket.template().spans());
    if (run.acked != null) {
      run.acked.acknowledged(ticket.round(), ticket.template().traces());
    }
  }
}
