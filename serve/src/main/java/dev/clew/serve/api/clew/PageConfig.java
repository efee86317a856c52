package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.settings.WatchedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// What Jaeger's page is configured with, for Clew's: a file of JSON, told as it is, an empty
/// object where there is none.
public final class PageConfig {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final WatchedFile<JsonNode> file;

  private PageConfig(WatchedFile<JsonNode> file) {
    this.file = file;
  }

  /// Reads the file for the first time; one that is bad is an `IOException`.
  public static PageConfig open(Optional<Path> path, InstantSource clock) throws IOException {
    JsonNode none = JsonNodeFactory.instance.objectNode();
    var kind = new WatchedFile.Kind<>("the page's configuration", none, (_, bytes) -> read(bytes));
    return new PageConfig(WatchedFile.open(path, kind, clock));
  }

  private static JsonNode read(byte[] bytes) throws IOException {
    try {
      JsonNode read = JSON.readTree(bytes);
      if (read != null && read.isObject()) {
        return read;
      }
      throw new IllegalArgumentException("needs a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("needs a JSON object: " + e.getOriginalMessage(), e);
    }
  }

  /// Why what is told is not what the file says now.
  public Optional<String> problem() {
    return file.problem();
  }

  public void mount(ServerBuilder server, QueryMeter meter, InstantSource clock) {
    var answers = new Answers(ClewApi::error, meter, clock);
    server.service(
        "/api/clew/v1/ui-config",
        answers.endpoint("clew.ui-config", this::answer, HttpMethod.GET, HttpMethod.HEAD));
  }

  private void answer(ServiceRequestContext request, Reply reply) throws IOException {
    reply.type(MediaType.JSON);
    Json.write(reply, json -> JSON.writeTree(json, file.content()));
  }
}
