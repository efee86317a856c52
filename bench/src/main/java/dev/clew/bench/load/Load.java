package dev.clew.bench.load;

import com.linecorp.armeria.common.util.EventLoopGroups;
import dev.clew.bench.Figures;
import dev.clew.bench.data.Pool;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final @Nullable AckedLog acked;
  private final EventLoopGroup loops = EventLoopGroups.newEventLoopGroup(LOOPS, "load");
  private final List<Channel> channels = new ArrayList<>();
  private final CountDownLatch sending;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final Tally.Snapshot start;
  private final Duration startCpu = cpuTime();

  private Load(Plan plan, Clock clock) throws IOException {
    this.plan = plan;
    this.clock = clock;
    finish = new Finish(clock, plan.duration());
    acked = plan.acked().isPresent() ? new AckedLog(plan.acked().get()) : null;
    sending = new CountDownLatch(plan.connections());
    start = tally.snapshot(clock.nanos());
  }

  /// Starts to send what `pool`, made from the plan's recipe, holds.
  public static Load start(Plan plan, Pool pool, Clock clock) throws IOException {
    Load load = new Load(plan, clock);
    Tickets tickets = new Tickets(pool, plan, clock, load.finish);
    var run = new Sender.Run(clock, load.finish, tickets, load.tally, load.acked);
    for (int number = 0; number < plan.connections(); number++) {
      Channel channel = new Channel(plan.protocol().address(plan.endpoint()), load.loops);
      load.channels.add(channel);
      var random = new SplittableRandom(plan.recipe().seed() + number);
      Thread.ofVirtual().name("sender-" + number).start(() -> load.send(run, channel, random));
    }
    return load;
  }

  /// Ends the run; requests on their way are still answered.
  public void stop() {
    finish.ask();
  }

  /// The spans that were acknowledged so far.
  public long ackedSpans() {
    return tally.ackedSpans.sum();
  }

  /// Waits for the end, says every second how it goes, and returns the figures of the whole run.
  public Figures await(Consumer<String> progress) throws IOException, InterruptedException {
    Progress lines = new Progress(start);
    while (!sending.await(1, TimeUnit.SECONDS)) {
      progress.accept(lines.line(tally.snapshot(clock.nanos()), tally.trouble.getAndSet("")));
    }
    Tally.Snapshot end = tally.snapshot(clock.nanos());
    channels.forEach(Channel::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    if (acked != null) {
      acked.close();
    }
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return figures(end);
  }

  private void send(Sender.Run run, Channel channel, SplittableRandom random) {
    try (Packer packer = new Packer(plan.encoding())) {
      Exporter exporter = plan.protocol().exporter(channel, plan.endpoint(), plan.encoding());
      new Sender(run, exporter, packer, random).sendAll();
    } catch (RuntimeException thrown) {
      failure.compareAndSet(null, thrown);
      finish.ask();
    } finally {
      sending.countDown();
    }
  }

  private Figures figures(Tally.Snapshot end) {
    double seconds = (end.nanos() - start.nanos()) / 1e9;
    double sent = end.sentSpans();
    Figures figures =
        new Figures("load")
            .add("seconds", seconds)
            .add("sent_spans", end.sentSpans())
            .add("acked_spans", end.ackedSpans())
            .add("rejected_spans", end.rejectedSpans())
            .add("refused_spans", end.refusedSpans())
            .add("abandoned_spans", tally.abandonedSpans.sum())
            .add("retries", end.retries())
            .add("acked_spans_per_second", end.ackedSpans() / seconds)
            .add("sent_bytes_per_span", tally.sentBytes.sum() / sent)
            .add("ack_p50_ms", end.latencies().millis(0.5))
            .add("ack_p90_ms", end.latencies().millis(0.9))
            .add("ack_p99_ms", end.latencies().millis(0.99))
            .add("ack_max_ms", end.latencies().millis(1))
            .add("generator_stamp_us_per_span", tally.stampNanos.sum() / 1e3 / sent)
            .add("generator_pack_us_per_span", tally.packNanos.sum() / 1e3 / sent)
            .add("generator_cpu_seconds_per_million_spans", cpuSeconds() * 1e6 / sent);
    return acked == null ? figures : figures.add("recorded_lines", acked.recordedLines());
  }

  private double cpuSeconds() {
    return cpuTime().minus(startCpu).toNanos() / 1e9;
  }

  private static Duration cpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
