package dev.clew.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.otlp.Protocol;
import dev.clew.wire.Encoding;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static final Pool POOL = Pool.make(new Recipe(1, 2, 20, 100));

  private final StillClock clock = new StillClock();

  @Test
  void next_twoRounds_givesEveryRequestTwiceWithOtherTraces() {
    Tickets tickets = tickets(Rate.MAX, 2);

    for (int round = 0; round < 2; round++) {
      for (int number = 0; number < POOL.size(); number++) {
        var ticket = tickets.next().orElseThrow();
        assertThat(ticket.template()).isSameAs(POOL.template(number));
        assertThat(ticket.round().number()).isEqualTo(round);
      }
    }
    assertThat(tickets.next()).isEmpty();
  }

  @Test
  void next_atARate_isDueWhenTheSpansBeforeItHadTheirTime() {
    Tickets tickets = tickets(new Rate(1000), 1);
    long start = clock.nanos;

    clock.nanos += Duration.ofHours(1).toNanos();
    var first = tickets.next().orElseThrow();
    var second = tickets.next().orElseThrow();

    assertThat(first.dueNanos()).isEqualTo(start);
    assertThat(second.dueNanos()).isEqualTo(start + first.template().spans() * 1_000_000L);
  }

  @Test
  void next_atFullSpeed_isDueAtOnce() {
    Tickets tickets = tickets(Rate.MAX, 1);

    clock.nanos += 5_000;

    assertThat(tickets.next().orElseThrow().dueNanos()).isEqualTo(clock.nanos);
  }

  private Tickets tickets(Rate rate, long rounds) {
    Plan plan =
        new Plan(
            URI.create("http://localhost"),
            Protocol.HTTP,
            Encoding.IDENTITY,
            rate,
            rounds,
            Duration.ofSeconds(1),
            1,
            Optional.empty());
    return new Tickets(POOL, plan, clock);
  }
}
