package dev.clew.serve.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/// Says whether Clew takes and answers at present: 200 or 503; and what somebody should look at
/// though it does.
public final class Health {
  private static final int MOST_SENTENCES = 20;

  /// How Clew is.
  ///
  /// @param problem why it is not ready, if it is not
  /// @param warnings what may become a problem, a sentence each
  /// @param damage what should be stored and cannot be read, a sentence each
  public record Condition(Optional<String> problem, List<String> warnings, List<String> damage) {
    public Condition {
      warnings = List.copyOf(warnings);
      damage = List.copyOf(damage);
    }

    /// Not ready, and nothing else to say.
    public static Condition not(String why) {
      return new Condition(Optional.of(why), List.of(), List.of());
    }

    public static final Condition READY = new Condition(Optional.empty(), List.of(), List.of());
  }

  private final Supplier<Condition> condition;
  private final InstantSource clock;
  private final Instant started;

  public Health(Supplier<Condition> condition, InstantSource clock) {
    this.condition = condition;
    this.clock = clock;
    started = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  public boolean isReady() {
    return condition.get().problem().isEmpty();
  }

  public void mount(ServerBuilder server) {
    server.service("/ready", (_, _) -> ready());
    for (String path : List.of("/", "/health", "/status")) {
      server.service(path, (_, _) -> status());
    }
  }

  private HttpResponse ready() {
    return condition
        .get()
        .problem()
        .map(why ->
            HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE, MediaType.PLAIN_TEXT_UTF_8, why + "\n"))
        .orElseGet(() -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, "ready\n"));
  }

  /// The members that probes of the OpenTelemetry Collector and of Jaeger look at, old and new.
  private HttpResponse status() {
    Condition now = condition.get();
    Optional<String> why = now.problem();
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
    put(body, "warnings", now.warnings());
    put(body, "damage", now.damage());
    return HttpResponse.of(
        healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, MediaType.JSON, body.toString());
  }

  private static void put(ObjectNode body, String member, List<String> sentences) {
    if (!sentences.isEmpty()) {
      ArrayNode list = body.putArray(member);
      sentences.stream().limit(MOST_SENTENCES).forEach(list::add);
      if (sentences.size() > MOST_SENTENCES) {
        list.add("and " + (sentences.size() - MOST_SENTENCES) + " more");
      }
    }
  }
}
