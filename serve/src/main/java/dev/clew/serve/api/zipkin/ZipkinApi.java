package dev.clew.serve.api.zipkin;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.query.QueryEngine;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.Handler;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Zipkin's query API, below `/api/v2` and, as its page asks for it, below `/zipkin/api/v2`.
public final class ZipkinApi {
  private static final List<String> BASES = List.of("/api/v2", "/zipkin/api/v2");

  private final Lists lists;
  private final Traces traces;
  private final Surroundings surroundings;
  private final Answers answers;

  /// How it is set up.
  ///
  /// @param autocompleteKeys of which tags values are offered
  /// @param lookback where a question does not say it
  public record Config(List<String> autocompleteKeys, Duration lookback) {
    public Config {
      autocompleteKeys = autocompleteKeys.stream().sorted().toList();
    }
  }

  public ZipkinApi(
      QueryEngine engine, Config config, Liveness liveness, InstantSource clock, QueryMeter meter) {
    lists = new Lists(new Names(engine), config.autocompleteKeys());
    traces = new Traces(engine, clock, config.lookback());
    surroundings = new Surroundings(config, liveness);
    answers = new Answers(ZipkinApi::error, meter, clock);
  }

  public void mount(ServerBuilder server) {
    Handler noTrace = (_, reply) -> error(reply, HttpStatus.BAD_REQUEST, "traceId is empty");
    for (String base : BASES) {
      get(server, base + "/services", "services", lists::services);
      get(server, base + "/spans", "spans", lists::spans);
      get(server, base + "/remoteServices", "remote_services", lists::remoteServices);
      get(server, base + "/autocompleteKeys", "autocomplete", lists::autocompleteKeys);
      get(server, base + "/autocompleteValues", "autocomplete", lists::autocompleteValues);
      get(server, base + "/traces", "search", traces::search);
      get(server, base + "/trace/{traceId}", "trace", traces::trace);
      get(server, base + "/trace/", "trace", noTrace);
      get(server, base + "/traceMany", "traces", traces::traceMany);
      get(server, base + "/dependencies", "dependencies", traces::dependencies);
    }
    surroundings.mount((path, handler) -> get(server, path, "other", handler));
    Handler nothing = (_, reply) -> error(reply, HttpStatus.NOT_FOUND, "not found");
    mount(server, Route.builder().pathPrefix("/"), "none", nothing);
  }

  private void get(ServerBuilder server, String path, String name, Handler handler) {
    mount(server, Route.builder().path(path), name, handler);
  }

  /// Other methods than these are the receiver's.
  private void mount(
      ServerBuilder server,
      com.linecorp.armeria.server.RouteBuilder path,
      String name,
      Handler handler) {
    Route route = path.methods(HttpMethod.GET, HttpMethod.HEAD).build();
    server.service(route, (request, _) -> answers.answer(request, "zipkin." + name, handler));
  }

  private static void error(Reply reply, HttpStatus status, String message) throws IOException {
    reply
        .status(status)
        .type(MediaType.PLAIN_TEXT_UTF_8)
        .header(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
    reply.write((message + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
