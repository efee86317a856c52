package dev.clew.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// The application with all that it uses, and the server that it tells its spans.
record House(
    RealClew clew,
    Optional<Postgres> postgres,
    Optional<Redis> redis,
    Kafka kafka,
    Everything application,
    int metricsPort) {
  static House open(Path folder) throws Exception {
    RealClew clew = RealClew.open(folder.resolve("data"), Map.of());
    Optional<Postgres> postgres = Postgres.start(folder.resolve("postgres.log"));
    Optional<Redis> redis = Redis.start(folder.resolve("redis.log"));
    Kafka kafka = Kafka.start(folder);
    int metricsPort = Program.freePort();
    Map<String, String> settings = new HashMap<>(usual(clew));
    settings.put("kafka", kafka.address());
    settings.put("otel.metrics.exporter", "prometheus");
    settings.put("otel.instrumentation.jdbc-rows.enabled", "true");
    settings.put("clew.user.id.header", "X-User-Id");
    settings.put("otel.exporter.prometheus.port", "" + metricsPort);
    postgres.ifPresent(there -> settings.put("postgres", there.address()));
    redis.ifPresent(there -> settings.put("redis", there.address()));
    Everything application = Everything.start(folder.resolve("application.log"), settings);
    return new House(clew, postgres, redis, kafka, application, metricsPort);
  }

  /// What an application is told so that its spans come here soon.
  static Map<String, String> usual(RealClew clew) {
    return Map.of(
        "clew.server.timing", "true",
        "otel.exporter.otlp.endpoint", clew.otlp().toString(),
        "otel.service.name", "everything",
        "otel.bsp.schedule.delay", "200",
        "otel.blrp.schedule.delay", "200",
        "otel.logs.exporter", "otlp",
        "clew.correlation.make", "true",
        "clew.live.after", "1s");
  }

  /// Tests of what is not on the machine are left out, but not where everything must be tested.
  static void needs(Optional<?> tool) {
    if (!"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(tool.isPresent(), "it is not on this machine");
    }
  }

  Visit visit(String action, String... headers) throws IOException, InterruptedException {
    return Visit.of(application.web().resolve("/do/" + action), headers);
  }

  Visit flux(String path) throws IOException, InterruptedException {
    return Visit.of(application.flux().resolve(path));
  }

  String metrics() throws IOException, InterruptedException {
    return Visit.of(URI.create("http://127.0.0.1:" + metricsPort + "/metrics")).body();
  }

  /// Does something and reads back its trace, as soon as it has spans of these names.
  List<ReadBack.Told> trace(String action, String... names)
      throws IOException, InterruptedException {
    return clew.readBack().trace(visit(action).trace(), names);
  }

  void close() throws Exception {
    application.close();
    kafka.close();
    redis.ifPresent(Redis::close);
    postgres.ifPresent(Postgres::close);
    clew.close();
  }
}
