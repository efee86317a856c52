package dev.clew.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.demo.payments.CardNetwork;
import dev.clew.demo.payments.FlakyCards;
import dev.clew.demo.traffic.Customer;
import dev.clew.demo.traffic.Script;
import dev.clew.demo.traffic.Tally;
import dev.clew.demo.traffic.Traffic;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
    version = "shop " + Shop.VERSION,
    showDefaultValues = true,
    description = "Five services under Clew's agent that make real traces and send them over OTLP.")
public final class Shop implements Callable<Integer> {
  static final String VERSION = "1.4.2";

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
  private Protocol protocol = Protocol.grpc;

  @Option(names = "--agent", required = true, description = "Clew's agent: clew-javaagent.jar")
  private Path agent = Path.of("clew-javaagent.jar");

  @Option(names = "--rate", description = "requests a second")
  private double rate = 5;

  @Option(names = "--duration", description = "such as 30s or 5m; by default until stopped")
  private @Nullable Duration duration;

  @Option(names = "--seed", description = "the same seed, the same requests")
  private long seed = 1;

  @Option(names = "--base-port", description = "the gateway's; others follow; 0 takes free ones")
  private int basePort = 0;

  /// An OTLP transport, named as the command line names it.
  enum Protocol {
    grpc,
    http;

    URI usualEndpoint() {
      return URI.create("http://127.0.0.1:" + (this == grpc ? 4317 : 4318));
    }
  }

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
    return new CommandLine(this)
        .setErr(new PrintWriter(err, true, UTF_8))
        .registerConverter(Duration.class, Shop::duration);
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
    Places places = basePort == 0 ? Places.free() : Places.from(basePort);
    Setup setup = new Setup(places, seed, CARD_TIMEOUT, LINGER);
    var export = new Services.Export(target.toString(), protocol.name());
    try (var _ = new CardNetwork(places.cardsPort(), cards());
        var services = Services.start(setup, agent, export)) {
      out.println("shop: " + services.addresses());
      out.println("shop: spans go to " + target + " over " + protocol);
      sendTraffic(setup, services);
    }
    out.println("shop: closed");
    return 0;
  }

  private FlakyCards cards() {
    return new FlakyCards(new SplittableRandom(seed));
  }

  private void sendTraffic(Setup setup, Services services)
      throws InterruptedException, IOException {
    Script script = new Script(new SplittableRandom(seed), setup.tokens());
    long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
    try (var customer = new Customer(setup.places().of(Service.GATEWAY));
        var traffic = new Traffic(script, customer, rate)) {
      while (!stop.await(untilNext(end), TimeUnit.NANOSECONDS) && System.nanoTime() < end) {
        if (!services.ended().isEmpty()) {
          throw new IOException("all services must go on, " + services.ended());
        }
        out.println(status(traffic.tally()));
      }
    }
  }

  private static long untilNext(long end) {
    return Math.min(STATUS_EVERY.toNanos(), end - System.nanoTime());
  }

  private static String status(Tally traffic) {
    String line =
        String.format(
            Locale.ROOT,
            "shop: %d requests, %d failed on purpose",
            traffic.requests(),
            traffic.refused());
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
