package dev.clew.serve.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.function.Function;

/// Tells clients over HTTP how to sample: on a port of its own as Jaeger's agents did, and among
/// the paths of its collector.
public final class SamplingHttp {
  private final StrategiesFile strategies;

  public SamplingHttp(StrategiesFile strategies) {
    this.strategies = strategies;
  }

  /// On the port of an agent `/` is for older clients; every other path is `/sampling`.
  public void mountAgent(ServerBuilder server) {
    server
        .service(get("/"), (context, _) -> answer(context, StrategyWriter::olderJson))
        .service(get("/baggageRestrictions"), (context, _) -> restrictions(context))
        .service(
            Route.builder().pathPrefix("/").methods(HttpMethod.GET).build(),
            (context, _) -> answer(context, StrategyWriter::json));
  }

  /// Beside a receiver, at `/api/sampling`.
  public void mountCollector(ServerBuilder server) {
    server
        .service(get("/api/sampling"), (context, _) -> answer(context, StrategyWriter::json))
        .service(get("/api/baggageRestrictions"), (context, _) -> restrictions(context));
  }

  private static Route get(String path) {
    return Route.builder().path(path).methods(HttpMethod.GET).build();
  }

  private HttpResponse answer(ServiceRequestContext context, Function<Strategy, JsonNode> writer) {
    List<String> services = context.queryParams().getAll("service");
    return services.size() == 1
        ? json(writer.apply(strategies.of(services.getFirst())).toString())
        : once();
  }

  private static HttpResponse restrictions(ServiceRequestContext context) {
    return context.queryParams().getAll("service").size() == 1 ? json("[]") : once();
  }

  private static HttpResponse json(String body) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK).contentType(MediaType.JSON).build(),
        HttpData.ofUtf8(body));
  }

  private static HttpResponse once() {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.BAD_REQUEST)
            .contentType(MediaType.PLAIN_TEXT_UTF_8)
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .build(),
        HttpData.ofUtf8("'service' parameter must be provided once\n"));
  }
}
