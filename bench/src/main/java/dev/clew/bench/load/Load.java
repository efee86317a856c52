package dev.clew.bench.load;

import com.linecorp.armeria.common.util.EventLoopGroups;
import dev.clew.bench.data.Pool;
import dev.clew.bench.otlp.Exporter;
import dev.clew.bench.process.Subject;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run of the generator: one sender a connection, sending from the start until the plan's end or
/// [#stop()]. Safe for many threads, but only one may [#await].
public final class Load {
  private static final int LOOPS = 2;

  private final Plan plan;
  private final Clock clock;
  private final Finish finish;
  private final Tally tally = new Tally();
  private final Optional<AckedLog> acked;
  private final EventLoopGroup loops = EventLoopGroups.newEventLoopGroup(LOOPS, "load");
  private final CountDownLatch sending;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final long startNanos;

  private Load(Plan plan, Clock clock) throws IOException {
    this.plan = plan;
    this.clock = clock;
    finish = new Finish(clock, plan.duration());
    acked =
        plan.acked().isPresent() ? Optional.of(new AckedLog(plan.acked().get())) : Optional.empty();
    sending = new CountDownLatch(plan.connections());
    startNanos = clock.nanos();
  }

  /// Starts to send what a pool holds.
  public static Load start(Plan plan, Pool pool, Clock clock) throws IOException {
    Load load = new Load(plan, clock);
    Tickets tickets = new Tickets(pool, plan, clock);
    var run = new Sender.Run(clock, load.finish, tickets, load.tally, load.acked);
    for (int number = 0; number < plan.connections(); number++) {
      var random = new SplittableRandom(number);
      Thread.ofVirtual().name("sender-" + number).start(() -> load.send(run, random));
    }
    return load;
  }

  /// Ends the run; requests on their way are still answered.
  public void stop() {
    finish.ask();
  }

  /// What happened so far.
  public Totals totals() {
    return tally.totals(clock.nanos() - startNanos);
  }

  /// Waits for the end, tells the totals of every second, and returns those of the whole run.
  public Totals await(Consumer<Totals> everySecond) throws IOException, InterruptedException {
    Totals before = totals();
    while (!sending.await(1, TimeUnit.SECONDS)) {
      Totals now = totals();
      everySecond.accept(now.since(before));
      before = now;
    }
    Totals totals = totals();
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    if (acked.isPresent()) {
      acked.get().close();
    }
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return totals;
  }

  /// Does the same, except that it fails as soon as the server has died: that will not answer any
  /// more.
  public Totals await(Subject server, Consumer<Totals> everySecond)
      throws IOException, InterruptedException {
    if (server.process().isPresent()) {
      var _ = server.process().get().onExit().thenRun(this::stop);
    }
    Totals totals = await(everySecond);
    server.requireAlive();
    return totals;
  }

  private void send(Sender.Run run, SplittableRandom random) {
    try (Exporter exporter =
        Exporter.open(plan.protocol(), plan.endpoint(), plan.encoding(), loops)) {
      new Sender(run, exporter, random).sendAll();
    } catch (RuntimeException thrown) {
      failure.compareAndSet(null, thrown);
      finish.ask();
    } finally {
      sending.countDown();
    }
  }
}
