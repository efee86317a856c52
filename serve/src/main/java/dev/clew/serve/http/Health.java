package dev.clew.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Says whether Clew takes and answers at present: 200 or 503.
public final class Health {
  private final Supplier<Optional<String>> problem;
  private final InstantSource clock;
  private final Instant started;

  /// @param problem why Clew is not ready, if it is not
  public Health(Supplier<Optional<String>> problem, InstantSource clock) {
    this.problem = problem;
    this.clock = clock;
    started = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  public boolean isReady() {
    return problem.get().isEmpty();
  }

  public void mount(ServerBuilder server) {
    server.service("/ready", (_, _) -> ready());
    for (String path : List.of("/", "/health", "/status")) {
      server.service(path, (_, _) -> status());
    }
  }

  private HttpResponse ready() {
    return problem
        .get()
        .map(why ->
            HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE, MediaType.PLAIN_TEXT_UTF_8, why + "\n"))
        .orElseGet(() -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "ready\n"));
  }

  /// The members that probes of the OpenTelemetry Collector and of Jaeger look at, old and new.
  private HttpResponse status() {
    Optional<String> why = problem.get();
    boolean healthy = why.isEmpty();
    var body = JsonNodeFactory.instance.objectNode();
    body.put("status", healthy ? "Server available" : "Server not available");
    body.put("healthy", healthy);
    body.put("upSince", started.toString());
    body.put(
        "uptime",
        Duration.between(started, clock.instant())
            .truncatedTo(ChronoUnit.SECONDS)
            .toString()
            .substring(2)
            .toLowerCase(java.util.Locale.ROOT));
    body.put("start_time", started.toString());
    why.ifPresent(text -> body.put("error", text));
    return HttpResponse.of(
        healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, MediaType.JSON, body.toString());
  }
}
