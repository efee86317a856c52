package dev.clew.serve;

import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.collect.CollectStats;
import dev.clew.collect.Collector;
import dev.clew.collect.Format;
import dev.clew.collect.LogCollector;
import dev.clew.collect.Rejection;
import dev.clew.query.QueryEngine;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.clew.ClewApi;
import dev.clew.serve.api.clew.KeptLogs;
import dev.clew.serve.api.clew.PageConfig;
import dev.clew.serve.api.clew.Vitals;
import dev.clew.serve.api.jaeger.JaegerApi;
import dev.clew.serve.api.jaeger.JaegerGrpc;
import dev.clew.serve.api.tempo.Standing;
import dev.clew.serve.api.tempo.TempoApi;
import dev.clew.serve.api.zipkin.Liveness;
import dev.clew.serve.api.zipkin.ZipkinApi;
import dev.clew.serve.grpc.GrpcCall;
import dev.clew.serve.grpc.GrpcPort;
import dev.clew.serve.grpc.SamplingGrpc;
import dev.clew.serve.grpc.SpanCall;
import dev.clew.serve.grpc.SpanGrpc;
import dev.clew.serve.http.Budget;
import dev.clew.serve.http.DatagramDoor;
import dev.clew.serve.http.Door;
import dev.clew.serve.http.Health;
import dev.clew.serve.http.House;
import dev.clew.serve.http.Imports;
import dev.clew.serve.http.Intake;
import dev.clew.serve.http.JaegerHttp;
import dev.clew.serve.http.Origins;
import dev.clew.serve.http.OtlpHttp;
import dev.clew.serve.http.Page;
import dev.clew.serve.http.PageFiles;
import dev.clew.serve.http.PortInUseException;
import dev.clew.serve.http.Readiness;
import dev.clew.serve.http.SealedBodies;
import dev.clew.serve.http.UnreadBodies;
import dev.clew.serve.http.ZipkinHttp;
import dev.clew.serve.metrics.Metrics;
import dev.clew.serve.metrics.MetricsPage;
import dev.clew.serve.sampling.SamplingCall;
import dev.clew.serve.sampling.SamplingHttp;
import dev.clew.serve.sampling.StrategiesFile;
import dev.clew.serve.settings.Port;
import dev.clew.serve.settings.Settings;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.LogStore;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The whole server, put together: what comes in goes through the collector to the store, what is
/// asked goes through the engine to the store.
///
/// Owned by the thread that opens it, then by the one that closes it.
public final class Clew implements AutoCloseable {
  private static final Set<Port> RECEIVERS =
      EnumSet.complementOf(EnumSet.of(Port.PAGE, Port.TEMPO, Port.JAEGER_QUERY, Port.HEALTH));

  private final Settings settings;
  private final InstantSource clock;
  private final Readiness readiness = new Readiness();
  private final Metrics metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final House house;
  private final List<DatagramDoor> datagrams = new ArrayList<>();
  private volatile @Nullable SpanStore store;
  private volatile @Nullable StrategiesFile strategies;
  private volatile @Nullable PageConfig pageConfig;
  private volatile @Nullable LogStore logs;
  private final Map<Port, Integer> opened = new EnumMap<>(Port.class);

  private Clew(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    metrics = new Metrics(settings.metricSeries());
    house = new House(settings);
  }

  /// Opens the store and all doors, or nothing.
  public static Clew open(Settings settings, InstantSource clock)
      throws IOException, PortInUseException {
    var clew = new Clew(settings, clock);
    try {
      clew.open();
      return clew;
    } catch (IOException | PortInUseException | RuntimeException e) {
      clew.close();
      throw e;
    }
  }

  private void open() throws IOException, PortInUseException {
    var health = new Health(this::condition, clock);
    open(Port.HEALTH, health::mount);

    EmbeddedStore spans = EmbeddedStore.open(settings.store(), clock, metrics.store());
    store = spans;
    Settings.Receive receive = settings.receive();
    var stats = new CollectStats();
    var sink = new StoreSink(spans, clock, metrics::stored);
    var collector = new Collector(sink, receive.limits(), settings.redaction(), stats, clock);
    var engine = new QueryEngine(spans, settings.query(), clock);

    var budget = new Budget(receive.maxInFlightBytes());
    var unread = new UnreadBodies();
    var intake = new Intake(collector::receive, budget, receive.maxRequestBytes(), threads, unread);
    var origins = new Origins(receive.corsOrigins());
    LogKeeper keeper = keeper(spans);
    var records = new LogCollector(keeper, receive.maxRequestBytes(), settings.redaction(), stats);
    var recordIntake =
        new Intake(records::receive, budget, receive.maxRequestBytes(), threads, unread);
    open(
        Port.OTLP_GRPC,
        grpc(
            intake,
            new SpanGrpc(SpanCall.OTLP, intake),
            new SpanGrpc(SpanCall.OTLP_LOGS, recordIntake)));
    var sealed = new SealedBodies(receive.keysFile());
    open(Port.OTLP_HTTP, new OtlpHttp(intake, recordIntake, sealed, origins)::mount);
    open(Port.ZIPKIN, zipkin(new ZipkinHttp(intake, origins), engine));
    sampling(intake);
    open(Port.JAEGER_COMPACT, Format.JAEGER_COMPACT, intake);
    open(Port.JAEGER_BINARY, Format.JAEGER_BINARY, intake);

    var config =
        new Vitals.Config(
            Version.current(),
            settings.store().retention().age(),
            settings.query().maxLimit(),
            addresses().otlpGrpc().getPort(),
            addresses().otlpHttp().getPort());
    var vitals =
        new Vitals(clock.instant(), () -> config, () -> traffic(stats, sink), spans::status);
    metrics.show(stats);
    metrics.show(unread, budget);
    metrics.show(spans::status);
    open(Port.PAGE, pages(engine, spans, keeper, vitals, new Imports(intake)));
    open(Port.TEMPO, tempo(engine));
    open(Port.JAEGER_QUERY, jaeger(engine, new Pinning(spans)));
    readiness.opened();
  }

  private LogKeeper keeper(SpanStore spans) throws IOException {
    LogStore kept = LogStore.open(settings.store(), clock);
    logs = kept;
    return new LogKeeper(kept, spans);
  }

  private Consumer<ServerBuilder> grpc(Intake intake, GrpcCall... calls) {
    return new GrpcPort(intake, this::isReady, calls)::mount;
  }

  /// Jaeger's clients send spans and ask how to sample at one port; others have ports for sampling
  /// alone.
  private void sampling(Intake intake) throws IOException, PortInUseException {
    Settings.Sampling said = settings.sampling();
    StrategiesFile file = StrategiesFile.open(said.strategiesFile(), said.ratesInherit(), clock);
    strategies = file;
    var http = new SamplingHttp(file);
    var grpc = new SamplingGrpc(new SamplingCall(file), intake);
    var receiver = new JaegerHttp(intake);
    open(
        Port.JAEGER_HTTP,
        server -> {
          http.mountCollector(server);
          receiver.mount(server);
        });
    open(Port.JAEGER_GRPC, grpc(intake, new SpanGrpc(SpanCall.JAEGER, intake), grpc));
    open(Port.SAMPLING_HTTP, http::mountAgent);
    open(Port.SAMPLING_GRPC, grpc(intake, grpc));
  }

  /// Opens a port, unless it is off.
  private void open(Port port, Consumer<ServerBuilder> routes) throws PortInUseException {
    OptionalInt number = settings.ports().number(port);
    if (number.isPresent()) {
      opened.put(port, house.open(new Door(port.key(), number.getAsInt(), routes)));
    }
  }

  /// Opens a port of UDP, unless it is off.
  private void open(Port port, Format format, Intake intake) throws PortInUseException {
    OptionalInt number = settings.ports().number(port);
    if (number.isPresent()) {
      var at = new InetSocketAddress(settings.listen(), number.getAsInt());
      var door = DatagramDoor.open(at, port.key(), format, intake, threads);
      datagrams.add(door);
      opened.put(port, door.port());
    }
  }

  private Consumer<ServerBuilder> pages(
      QueryEngine engine, SpanStore spans, KeptLogs kept, Vitals vitals, Imports imports)
      throws IOException {
    var jaeger = new JaegerApi(engine, new Pinning(spans), clock, metrics::query);
    var clew = new ClewApi(engine, spans, kept, vitals, clock, metrics::query);
    var numbers = new MetricsPage(metrics, threads);
    PageConfig config = PageConfig.open(settings.pageConfig(), clock);
    pageConfig = config;
    var page = new Page(PageFiles.load());
    return server -> {
      jaeger.mount(server);
      imports.mount(server);
      config.mount(server, metrics::query, clock);
      clew.mount(server);
      numbers.mount(server);
      page.mount(server);
    };
  }

  private Consumer<ServerBuilder> jaeger(QueryEngine engine, Pinning pinning) {
    return new JaegerGrpc(engine, pinning, this::isReady, clock, metrics::query)::mount;
  }

  private boolean isReady() {
    return condition().problem().isEmpty();
  }

  /// Zipkin's clients send and ask at one port.
  private Consumer<ServerBuilder> zipkin(ZipkinHttp receiver, QueryEngine engine) {
    Settings.Zipkin said = settings.zipkin();
    var config = new ZipkinApi.Config(said.autocompleteKeys(), said.lookback());
    var liveness = new Liveness(Version.current(), () -> condition().problem());
    var api = new ZipkinApi(engine, config, liveness, clock, metrics::query);
    var numbers = new MetricsPage(metrics, threads);
    return server -> {
      receiver.mount(server);
      api.mount(server);
      for (String path : List.of("/metrics", "/prometheus", "/actuator/prometheus")) {
        numbers.mount(server, path);
      }
    };
  }

  private Consumer<ServerBuilder> tempo(QueryEngine engine) {
    var standing = new Standing(Version.current(), settings.said(), () -> condition().problem());
    var tempo = new TempoApi(engine, standing, clock, metrics::query);
    var numbers = new MetricsPage(metrics, threads);
    return server -> {
      tempo.mount(server);
      numbers.mount(server);
    };
  }

  private static Vitals.Traffic traffic(CollectStats stats, StoreSink sink) {
    long rejected = Arrays.stream(Rejection.values()).mapToLong(stats::rejectedSpans).sum();
    return new Vitals.Traffic(
        stats.storedSpans(), stats.refusedSpans() + rejected, sink.lastStoredNanos());
  }

  private Health.Condition condition() {
    SpanStore spans = store;
    Optional<String> phase = readiness.problem();
    if (phase.isPresent()) {
      return Health.Condition.not(phase.get());
    }
    if (spans == null) {
      return Health.Condition.READY;
    }
    StoreStatus status = spans.status();
    var warnings = new ArrayList<String>(status.warnings());
    StrategiesFile file = strategies;
    if (file != null) {
      file.problem().ifPresent(warnings::add);
    }
    PageConfig config = pageConfig;
    if (config != null) {
      config.problem().ifPresent(warnings::add);
    }
    var missing = new ArrayList<String>(status.missing());
    LogStore kept = logs;
    if (kept != null) {
      kept.problem().ifPresent(warnings::add);
      missing.addAll(kept.damage());
    }
    return new Health.Condition(status.problem(), warnings, missing);
  }

  /// Where it is found.
  public Addresses addresses() {
    return Addresses.of(settings.listen(), opened);
  }

  /// Takes nothing new, answers what is under way, and makes all of it durable.
  @Override
  public void close() throws IOException {
    readiness.stopping();
    datagrams.forEach(DatagramDoor::close);
    house.close(RECEIVERS.stream().map(Port::key).toList());
    house.close(List.of(Port.PAGE.key(), Port.TEMPO.key(), Port.JAEGER_QUERY.key()));
    LogStore kept = logs;
    if (kept != null) {
      kept.close();
    }
    SpanStore spans = store;
    if (spans != null) {
      spans.close();
    }
    house.close();
    threads.close();
  }
}
