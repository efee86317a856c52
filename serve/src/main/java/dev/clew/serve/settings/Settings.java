package dev.clew.serve.settings;

import dev.clew.collect.CollectLimits;
import dev.clew.collect.RedactionSettings;
import dev.clew.query.QueryLimits;
import dev.clew.store.CompactionSettings;
import dev.clew.store.DiskSettings;
import dev.clew.store.StoreSettings;
import dev.clew.store.SyncMode;
import dev.clew.wire.otlp.SpanLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// All that can be set, with defaults that work.
///
/// @param listen the address to bind; loopback unless `insecure`, since nothing asks who is there
/// @param pageConfig what Jaeger's page was configured with, for Clew's
/// @param metricSeries how many series of spans `/metrics` has, and of calls; 0 for none
/// @param said every key with its value and where that was given, a line each
public record Settings(
    String listen,
    Ports ports,
    Receive receive,
    RedactionSettings redaction,
    StoreSettings store,
    QueryLimits query,
    Zipkin zipkin,
    Sampling sampling,
    Optional<Path> pageConfig,
    int metricSeries,
    Log log,
    List<String> said) {
  private static final long MOST_HEAD_MEBIBYTES = 256;
  private static final long MOST_CACHE_MEBIBYTES = 32;

  public Settings {
    said = List.copyOf(said);
  }

  /// How the receivers are bounded.
  ///
  /// @param maxInFlightBytes of all requests together
  /// @param requestTimeout from the first byte of a request to the last of its answer
  /// @param keysFile opens the bodies that clients have sealed
  /// @param corsOrigins whose pages may send spans from a browser, besides those of this machine
  public record Receive(
      CollectLimits limits,
      long maxInFlightBytes,
      Duration requestTimeout,
      Duration idleTimeout,
      int maxConnections,
      List<String> corsOrigins,
      Optional<Path> keysFile) {
    public Receive {
      corsOrigins = List.copyOf(corsOrigins);
    }

    /// The largest body, as sent and again inflated.
    public int maxRequestBytes() {
      return limits.maxInflatedBytes();
    }
  }

  /// How Zipkin's readers are answered.
  ///
  /// @param autocompleteKeys of which tags values are offered
  /// @param lookback where a question does not say it
  public record Zipkin(List<String> autocompleteKeys, Duration lookback) {
    public Zipkin {
      autocompleteKeys = List.copyOf(autocompleteKeys);
    }
  }

  /// What clients are told of sampling.
  ///
  /// @param ratesInherit whether services that sample by rate get the default's operations
  public record Sampling(Optional<Path> strategiesFile, boolean ratesInherit) {}

  public record Log(Level level, LogFormat format) {}

  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  public enum LogFormat {
    TEXT,
    JSON
  }

  /// Reads and checks.
  ///
  /// @param flags by the key they stand for; the value's name for errors is the flag's
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags)
      throws SettingsException {
    var reader = new SettingsReader(file, environment, Flag.given(flags));
    Path data = reader.take("data", Values::path, "data");
    String listen = listen(reader);
    Ports ports = Ports.read(reader);
    Receive receive = receive(reader);
    RedactionSettings redaction = Redaction.read(reader);
    StoreSettings store = store(reader, data).withDisk(disk(reader));
    QueryLimits query = query(reader);
    Zipkin zipkin = zipkin(reader);
    Sampling sampling = sampling(reader);
    Optional<Path> pageConfig = reader.take("page.config-file", Settings::file, "none");
    int series = reader.take("metrics.max-series", Values.number(0, 100_000), "2000");
    Log log = log(reader);
    return new Settings(
        listen,
        ports,
        receive,
        redaction,
        store,
        query,
        zipkin,
        sampling,
        pageConfig,
        series,
        log,
        reader.finish());
  }

  private static String listen(SettingsReader reader) {
    String listen = reader.take("listen", Values::host, "127.0.0.1");
    boolean insecure = reader.take("insecure", Values::bool, "false");
    reader.mustHold(
        insecure || Values.isLoopback(listen),
        "listen",
        "needs 127.0.0.1, since nothing asks who is there: with "
            + listen
            + " everybody on the network reads and writes traces; if that is meant, say --insecure"
            + " (insecure: true)");
    return listen;
  }

  private static Receive receive(SettingsReader reader) {
    return new Receive(
        limits(reader),
        reader.take(
            "receive.max-in-flight-size", Values.bytes(1 << 20, 1L << 40), quarterOfHeap() + "MiB"),
        reader.take("receive.request-timeout", Values.atLeastMillis(100), "30s"),
        reader.take("receive.idle-timeout", Values.atLeastMillis(1_000), "5m"),
        reader.take("receive.max-connections", Values.number(1, 1_000_000), "10000"),
        reader.takeAll("receive.cors-origins", Function.identity()),
        reader.take("receive.keys-file", Settings::file, "none"));
  }

  private static long quarterOfHeap() {
    return (Runtime.getRuntime().maxMemory() / 4) >> 20;
  }

  private static CollectLimits limits(SettingsReader reader) {
    Function<String, Integer> requestSize = Values.size(1 << 10, 512 << 20);
    Function<String, Integer> textSize = Values.size(1, 16 << 20);
    Function<String, Integer> many = Values.number(0, 1 << 20);
    return new CollectLimits(
        reader.take("receive.max-request-size", requestSize, "16MiB"),
        reader.take("receive.max-ahead", Values.atLeastMillis(1_000), "24h"),
        new SpanLimits(
            reader.take("receive.max-name-size", textSize, "1KiB"),
            reader.take("receive.max-value-size", textSize, "64KiB"),
            reader.take("receive.max-attributes", many, "128"),
            reader.take("receive.max-events", many, "128"),
            reader.take("receive.max-links", many, "128")));
  }

  private static StoreSettings store(SettingsReader reader, Path data) {
    Function<String, Long> anySize = Values.bytes(1 << 20, Long.MAX_VALUE);
    long headMebibytes = Math.min(MOST_HEAD_MEBIBYTES, quarterOfHeap());
    long cacheMebibytes = Math.min(MOST_CACHE_MEBIBYTES, quarterOfHeap() / 4);
    return StoreSettings.of(data)
        .withSyncMode(reader.take("store.sync", Values.oneOf(SyncMode.class), "group"))
        .withRetention(
            reader.take("store.retention", Values.atLeastMillis(60_000), "7d"),
            reader.take("store.max-size", Values.unlimitedOr(anySize), "unlimited"))
        .withHeads(
            reader.take("store.max-head-size", anySize, headMebibytes + "MiB"),
            reader.take("store.seal-spans", Values.number(1_000, 16 << 20), "262144"),
            reader.take("store.seal-age", Values.atLeastMillis(100), "30s"))
        .withMaxColumns(reader.take("store.max-columns", Values.number(0, 1 << 20), "2000"))
        .withReadCache(
            reader.take("store.read-cache-size", Values.bytes(0, 1L << 40), cacheMebibytes + "MiB"))
        .withCompaction(
            new CompactionSettings(
                reader.take("store.compact-quiet", Values.atLeastMillis(0), "5m"),
                reader.take("store.compact-window", Values.atLeastMillis(1_000), "1h"),
                reader.take("store.compact-spans", Values.number(1_000, 16 << 20), "1048576")));
  }

  private static DiskSettings disk(SettingsReader reader) {
    Function<String, Long> anySize = Values.bytes(0, 1L << 50);
    int early = reader.take("store.disk.early", Values.percent(), "85%");
    int tight = reader.take("store.disk.tight", Values.percent(), "92%");
    int full = reader.take("store.disk.full", Values.percent(), "95%");
    long minFree = reader.take("store.disk.min-free", anySize, "2GiB");
    long reserve = reader.take("store.disk.reserve", anySize, "256MiB");
    Duration scrub = reader.take("store.scrub-interval", Values.atLeastMillis(3_600_000), "4d");
    Duration grace = reader.take("store.view-grace", Values.atLeastMillis(0), "30s");
    boolean ascend = early <= tight && tight <= full;
    reader.mustHold(
        ascend,
        "store.disk",
        "needs early, tight and full to ascend, got %d%%, %d%%, %d%%"
            .formatted(early, tight, full));
    return ascend
        ? new DiskSettings(early, tight, full, minFree, reserve, scrub, grace)
        : DiskSettings.USUAL;
  }

  private static QueryLimits query(SettingsReader reader) {
    String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
    return new QueryLimits(
        reader.take("query.timeout", Values.atLeastMillis(100), "30s"),
        reader.take("query.max-concurrent", Values.number(1, 1_024), cores),
        reader.take("query.max-pending", Values.number(1, 100_000), "64"),
        reader.take("query.max-limit", Values.number(1, 100_000), "1500"));
  }

  private static Zipkin zipkin(SettingsReader reader) {
    return new Zipkin(
        reader.takeAll("zipkin.autocomplete-keys", Function.identity()),
        reader.take("zipkin.lookback", Values.atLeastMillis(1_000), "1d"));
  }

  private static Sampling sampling(SettingsReader reader) {
    return new Sampling(
        reader.take("sampling.strategies-file", Settings::file, "none"),
        reader.take("sampling.rates-inherit-operations", Values::bool, "true"));
  }

  private static Optional<Path> file(String text) {
    return text.equals("none") ? Optional.empty() : Optional.of(Values.path(text));
  }

  private static Log log(SettingsReader reader) {
    return new Log(
        reader.take("log.level", Values.oneOf(Level.class), "info"),
        reader.take("log.format", Values.oneOf(LogFormat.class), "text"));
  }
}
