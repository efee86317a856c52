package dev.clew.serve.api.zipkin;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.api.Handler;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What stands around Zipkin's API: health, version, and the page's own settings.
final class Surroundings {
  private final ZipkinApi.Config config;
  private final Liveness liveness;

  Surroundings(ZipkinApi.Config config, Liveness liveness) {
    this.config = config;
    this.liveness = liveness;
  }

  /// @param get answers a path
  void mount(BiConsumer<String, Handler> get) {
    List.of("/health", "/actuator/health").forEach(path -> get.accept(path, this::health));
    List.of("/info", "/actuator/info").forEach(path -> get.accept(path, this::info));
    List.of("/config.json", "/zipkin/config.json")
        .forEach(path -> get.accept(path, this::settings));
    get.accept("/", Surroundings::home);
  }

  private void health(ServiceRequestContext request, Reply reply) throws IOException {
    Optional<String> problem = liveness.problem().get();
    String word = problem.isEmpty() ? "UP" : "DOWN";
    reply.status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", word);
          json.writeObjectFieldStart("zipkin");
          json.writeStringField("status", word);
          json.writeObjectFieldStart("details");
          if (problem.isPresent()) {
            json.writeStringField("error", problem.get());
          }
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private void info(ServiceRequestContext request, Reply reply) throws IOException {
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("clew");
          json.writeStringField("version", liveness.version());
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private void settings(ServiceRequestContext request, Reply reply) throws IOException {
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeStringField("environment", "");
          json.writeNumberField("queryLimit", ZipkinSearch.USUAL_LIMIT);
          json.writeNumberField("defaultLookback", config.lookback().toMillis());
          json.writeBooleanField("searchEnabled", true);
          json.writeStringField("logsUrl", "");
          json.writeStringField("supportUrl", "");
          json.writeStringField("archivePostUrl", "");
          json.writeStringField("archiveUrl", "");
          json.writeObjectFieldStart("dependency");
          json.writeBooleanField("enabled", true);
          json.writeNumberField("lowErrorRate", 0.5);
          json.writeNumberField("highErrorRate", 0.75);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void home(ServiceRequestContext request, Reply reply) {
    reply.status(HttpStatus.FOUND).header(HttpHeaderNames.LOCATION, "/zipkin/");
  }
}
