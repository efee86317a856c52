package dev.clew.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.proof.ReadBack.Told;
import dev.clew.serve.Clew;
import dev.clew.serve.settings.Flag;
import dev.clew.serve.settings.Port;
import dev.clew.serve.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverythingTest {
  @TempDir static Path folder;
  Clew clew; Postgres pg; Redis redis; Kafka kafka; Everything app; ReadBack back;

  @BeforeAll
  void start() throws Exception {
    Map<String, Flag> flags = new HashMap<>();
    for (Port port : Port.values()) flags.put(port.key(), new Flag("test", "0"));
    flags.put("data", new Flag("test", folder.resolve("data").toString()));
    clew = Clew.open(Settings.read(Optional.empty(), Map.of(), flags), InstantSource.system());
    back = new ReadBack(clew.addresses().page());
    pg = Postgres.start(folder.resolve("pg.log"));
    redis = Redis.start(folder.resolve("redis.log"));
    kafka = Kafka.start(folder);
    app = Everything.start(folder.resolve("app.log"), Map.of(
       "otel.exporter.otlp.endpoint", clew.addresses().otlpHttp().toString(),
       "otel.service.name", "everything", "otel.bsp.schedule.delay", "200", "otel.blrp.schedule.delay", "200",
       "otel.logs.exporter", "otlp",
       "clew.correlation.make", "true",
       "postgres", pg.address(), "redis", redis.address(), "kafka", kafka.address()));
  }

  @AfterAll
  void end() throws Exception {
    java.nio.file.Files.copy(folder.resolve("app.log"), Path.of("/tmp/b6/process/app.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    java.nio.file.Files.copy(folder.resolve("kafka.log"), Path.of("/tmp/b6/process/kafka.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    app.close(); kafka.close(); redis.close(); pg.close(); clew.close();
  }

  @Test
  void dump() throws Exception {
    for (String p : List.of("h2","postgres","jedis","lettuce","jdk","apache","okhttp","kafka","breaker","breaker-fails","breaker-open","caffeine","logback","log4j","sale","metrics","virtual")) {
      show(app.web().resolve("/do/" + p));
    }
    show(app.web().resolve("/mvc/orders/7"));
    show(app.flux().resolve("/flux/7"));
  }
  void show(URI u) throws Exception {
    var r = HttpClient.newHttpClient().send(HttpRequest.newBuilder(u).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println("=== " + u.getPath() + " " + r.statusCode() + " " + r.body() + " " + r.headers().map());
    String st = r.headers().firstValue("Server-Timing").orElse("");
    if (st.isEmpty()) return;
    String id = st.split("-")[1 + 0 + (st.startsWith("trace") ? 0 : 0)];
    Thread.sleep(600);
    for (Told t : back.trace(id, s -> !s.isEmpty())) System.out.println("  " + t.name() + " | " + t.kind() + " | " + t.id() + "<" + t.parent() + " | " + t.attributes() + " " + t.all().path("events"));
  }
}
