package dev.clew.serve.api.zipkin;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.zipkin.ToldSpan;
import dev.clew.wire.zipkin.ZipkinJsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The handlers that give traces back, and what is learnt from whole traces.
final class Traces {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;
  private final InstantSource clock;
  private final Duration lookback;
  private final Dependencies dependencies;

  Traces(QueryEngine engine, InstantSource clock, Duration lookback) {
    this.engine = engine;
    this.clock = clock;
    this.lookback = lookback;
    dependencies = new Dependencies(engine, Dependencies.MOST_TRACES);
  }

  void search(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    ZipkinSearch search = ZipkinSearch.read(request.queryParams(), clock.instant(), lookback);
    List<TraceId> found =
        engine.search(TENANT, search.toSearch()).traces().stream()
            .map(each -> each.trace().traceId())
            .toList();
    write(reply, found);
  }

  void traceMany(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    write(reply, ZipkinIds.parseMany(request.queryParams().get("traceIds", "")));
  }

  /// Traces that are not here are left out.
  private void write(Reply reply, List<TraceId> ids) throws IOException, QueryException {
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartArray();
          for (TraceId id : ids) {
            List<ToldSpan> spans = spans(id);
            if (!spans.isEmpty()) {
              ZipkinJsonWriter.write(json, spans);
            }
          }
          json.writeEndArray();
        });
  }

  void trace(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = ZipkinIds.parse(PathParameter.of(request, "traceId").strip());
    List<ToldSpan> spans = spans(id);
    if (spans.isEmpty()) {
      throw new RequestException(HttpStatus.NOT_FOUND, ZipkinJsonWriter.text(id) + " not found");
    }
    reply.type(MediaType.JSON);
    Json.write(reply, json -> ZipkinJsonWriter.write(json, spans));
  }

  private List<ToldSpan> spans(TraceId id) throws QueryException {
    return ToldSpan.of(engine.pieces(TENANT, id)).stream().distinct().toList();
  }

  void dependencies(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var parameters = new Parameters(request.queryParams());
    parameters.required("endTs");
    Links links = dependencies.in(Window.read(parameters, clock.instant(), lookback).toRange());
    reply.type(MediaType.JSON);
    Json.write(reply, links::write);
  }
}
