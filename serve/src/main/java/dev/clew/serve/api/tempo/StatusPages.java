package dev.clew.serve.api.tempo;

import com.linecorp.armeria.common.HttpStatus;
import dev.clew.serve.api.Handler;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The addresses that say who answers here, and whether it does.
final class StatusPages {
  /// Clients decide by it what to ask for; it is that of the API which is answered here.
  private static final String TEMPO = "2.9.0";

  private final Standing standing;

  StatusPages(Standing standing) {
    this.standing = standing;
  }

  Map<String, Handler> pages() {
    var pages = new LinkedHashMap<String, Handler>();
    pages.put("/api/echo", (_, reply) -> Answering.text(reply, "echo"));
    pages.put("/api/status/buildinfo", (_, reply) -> Answering.json(reply, build()));
    pages.put("/ready", (_, reply) -> ready(reply));
    Map<String, String> parts = parts();
    pages.put("/status", (_, reply) -> Answering.text(reply, String.join("\n", parts.values())));
    parts.forEach(
        (name, text) -> pages.put("/status/" + name, (_, reply) -> Answering.text(reply, text)));
    return pages;
  }

  private Message build() {
    return new Message()
        .text(1, "version", TEMPO)
        .text(2, "revision", standing.version())
        .text(3, "branch", "clew")
        .set(4, "buildDate", new Message.Content.Text(""))
        .set(5, "buildUser", new Message.Content.Text(""))
        .set(6, "goVersion", new Message.Content.Text(""));
  }

  private void ready(Reply reply) throws IOException {
    Optional<String> problem = standing.problem().get();
    if (problem.isPresent()) {
      Answering.error(reply, HttpStatus.SERVICE_UNAVAILABLE, problem.get());
    } else {
      Answering.text(reply, "ready");
    }
  }

  /// Of what Clew does not have, an empty object.
  private Map<String, String> parts() {
    var parts = new LinkedHashMap<String, String>();
    parts.put("version", "version: " + TEMPO + "\nclew: " + standing.version());
    parts.put("services", "clew: Running");
    parts.put("endpoints", "endpoints: /api/traces /api/search /api/metrics");
    parts.put("config", String.join("\n", standing.settings()));
    parts.put("runtime_config", "{}");
    parts.put("overrides", "{}");
    parts.put("usage-stats", "{}");
    return parts;
  }
}
