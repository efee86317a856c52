package dev.clew.demo;

import dev.clew.demo.payments.FlakyCards;
import dev.clew.demo.telemetry.ExportTally;
import dev.clew.demo.telemetry.OtlpExport;
import dev.clew.demo.telemetry.Telemetry;
import dev.clew.demo.traffic.Customer;
import dev.clew.demo.traffic.Script;
import dev.clew.demo.traffic.Tally;
import dev.clew.demo.traffic.Traffic;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line of the shop: opens the services, sends traffic, and says how it goes.
@Command(
    name = "shop",
    mixinStandardHelpOptions = true,
    version = "shop " + Telemetry.VERSION,
    showDefaultValues = true,
    description = "Five services in one process that make real traces and send them over OTLP.")
public final class Shop implements Callable<Integer> {
  private static final Duration STATUS_EVERY = Duration.ofSeconds(5);
  private static final Duration EXIT_WITHIN = Duration.ofMillis(2_800);
  private static final Duration CARD_TIMEOUT = Duration.ofMillis(400);
  private static final Duration LINGER = Duration.ofMillis(400);

  private final PrintStream out;
  private final PrintStream err;
  private final CountDownLatch stop = new CountDownLatch(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--endpoint", description = "where spans go; by default the protocol's port")
  private @Nullable URI endpoint;

  @Option(names = "--protocol", description = "one of: ${COMPLETION-CANDIDATES}")
  private OtlpExport.Protocol protocol = OtlpExport.Protocol.grpc;

  @Option(names = "--rate", description = "requests a second")
  private double rate = 5;

  @Option(names = "--duration", description = "such as 30s or 5m; by default until stopped")
  private @Nullable Duration duration;

  @Option(names = "--seed", description = "the same seed, the same requests")
  private long seed = 1;

  @Option(names = "--base-port", description = "the gateway's; others follow; 0 takes free ones")
  private int basePort = 0;

  Shop(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// A signal ends the JVM with a status of its own unless a shutdown hook halts it first.
  public static void main(String[] arguments) {
    // Below the 30 s after which servers drop an idle connection, so that no request meets one
    // that is just being dropped.
    System.setProperty("jdk.httpclient.keepalive.timeout", "20");
    Shop shop = new Shop(System.out, System.err);
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread end =
        new Thread(() -> {
          shop.stop();
          exit.completeOnTimeout(1, EXIT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
          Runtime.getRuntime().halt(exit.join());
        });
    Runtime.getRuntime().addShutdownHook(end);
    exit.complete(shop.commandLine().execute(arguments));
    System.exit(exit.join());
  }

  CommandLine commandLine() {
    return new CommandLine(this).registerConverter(Duration.class, Shop::duration);
  }

  void stop() {
    stop.countDown();
  }

  @Override
  public Integer call() throws Exception {
    if (!(rate > 0 && rate <= 10_000)) {
      throw new ParameterException(
          spec.commandLine(), "--rate needs more than 0 and at most 10000, got " + rate);
    }
    URI target = endpoint == null ? protocol.usualEndpoint() : endpoint;
    ExportTally exports = new ExportTally(warning -> err.println("shop: " + warning));
    try (var services = new Services(setup(new OtlpExport(protocol, target), exports))) {
      out.println("shop: " + services.addresses());
      out.println("shop: spans go to " + target + " over " + protocol);
      sendTraffic(services, exports);
    }
    out.printf("shop: closed, %d spans exported, %d lost%n", exports.exported(), exports.missing());
    return 0;
  }

  private Setup setup(OtlpExport export, ExportTally exports) {
    return new Setup(
        basePort,
        InstantSource.system(),
        new SplittableRandom(seed),
        new FlakyCards(new SplittableRandom(seed)),
        CARD_TIMEOUT,
        LINGER,
        _ -> export.processor(exports));
  }

  private void sendTraffic(Services services, ExportTally exports) throws InterruptedException {
    Script script = new Script(new SplittableRandom(seed), services.tokens());
    long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
    try (var customer = new Customer(services.gateway());
        var traffic = new Traffic(script, customer, rate)) {
      while (!stop.await(untilNext(end), TimeUnit.NANOSECONDS) && System.nanoTime() < end) {
        out.println(status(traffic.tally(), exports));
      }
    }
  }

  private static long untilNext(long end) {
    return Math.min(STATUS_EVERY.toNanos(), end - System.nanoTime());
  }

  private static String status(Tally traffic, ExportTally exports) {
    String line =
        String.format(
            Locale.ROOT,
            "shop: %d requests, %d failed on purpose, %d spans exported, %d export failures",
            traffic.requests(),
            traffic.refused(),
            exports.exported(),
            exports.failed());
    boolean isWell = traffic.unanswered() + traffic.skipped() == 0;
    return isWell
        ? line
        : line + ", " + traffic.unanswered() + " unanswered, " + traffic.skipped() + " skipped";
  }

  /// Reads `30s`, `5m`, `1h` or a bare number of seconds.
  private static Duration duration(String text) {
    boolean isBare = text.chars().allMatch(Character::isDigit);
    return Duration.parse("PT" + text + (isBare ? "s" : ""));
  }
}
