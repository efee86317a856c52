package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.MediaTypeSet;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.SpanId;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.store.TraceParts;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The handlers that show one trace: whole, as columns, or some of its spans.
final class Traces {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int MAX_IDS = 200;
  private static final MediaType COLUMNS = MediaType.create("application", "vnd.clew.columns");
  private static final MediaTypeSet SHAPES = MediaTypeSet.of(COLUMNS, MediaType.JSON);

  private final QueryEngine engine;
  private final InstantSource clock;

  Traces(QueryEngine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private static RequestException missing(TraceId id) {
    return new RequestException(
        HttpStatus.NOT_FOUND, "trace " + id + " is not stored; it may have expired");
  }

  static TraceId traceId(String text) {
    try {
      return TraceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("id: " + e.getMessage());
    }
  }

  /// As OTLP/JSON, written while it is read: no trace is too large for that.
  void trace(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("resourceSpans");
          parts(request, part -> OtlpJsonWriter.writeResourceSpans(part, json));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void parts(ServiceRequestContext request, TraceParts parts)
      throws IOException, QueryException {
    TraceId id = traceId(PathParameter.of(request, "id"));
    var found = new AtomicBoolean();
    engine.trace(
        TENANT,
        id,
        part -> {
          found.set(true);
          parts.take(part);
        });
    if (!found.get()) {
      throw missing(id);
    }
  }

  void columns(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    boolean binary = shape(request).equals(COLUMNS);
    var timing = new Timing(clock);
    var layout = new ColumnsLayout();
    parts(request, layout);
    timing.done("fetch");
    TraceColumns columns = layout.columns();
    byte[] bytes = ColumnsWriter.binary(columns);
    String tag = EntityTag.of(bytes, binary ? "c" : "j");
    timing.done("layout");
    timing.writeTo(reply);
    reply
        .header(HttpHeaderNames.ETAG, tag)
        .header(HttpHeaderNames.CACHE_CONTROL, "private, no-cache")
        .header(HttpHeaderNames.VARY, "accept");
    if (EntityTag.isMetBy(request.request().headers().get(HttpHeaderNames.IF_NONE_MATCH), tag)) {
      reply.status(HttpStatus.NOT_MODIFIED);
    } else if (binary) {
      reply.type(COLUMNS).write(bytes);
    } else {
      reply.type(MediaType.JSON);
      Json.write(reply, json -> ColumnsWriter.json(json, columns));
    }
  }

  private static MediaType shape(ServiceRequestContext request) {
    String accept = request.request().headers().get(HttpHeaderNames.ACCEPT, "*/*");
    MediaType shape = SHAPES.matchHeaders(accept);
    if (shape == null) {
      throw new RequestException(
          HttpStatus.NOT_ACCEPTABLE,
          "columns come as "
              + COLUMNS
              + " or application/json, got "
              + RequestException.quote(accept));
    }
    return shape;
  }

  void spans(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Set<SpanId> ids = spanIds(request.queryParams().get("ids", ""));
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("spans");
          parts(request, part -> write(json, part, ids));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, SpanBatch spans, Set<SpanId> ids)
      throws IOException {
    for (int row = 0; row < spans.size(); row++) {
      if (ids.contains(new SpanId(spans.spans().spanId(row)))) {
        SpanWriter.write(json, ModelSpans.span(spans, row));
      }
    }
  }

  /// The ids of a list with commas between them.
  static Set<SpanId> spanIds(String list) {
    String[] texts = list.split(",", MAX_IDS + 1);
    if (texts.length > MAX_IDS) {
      throw RequestException.bad("ids needs at most " + MAX_IDS + " span ids");
    }
    Set<SpanId> ids = new HashSet<>();
    for (String text : texts) {
      try {
        ids.add(SpanId.parse(text));
      } catch (IllegalArgumentException e) {
        throw RequestException.bad("ids: " + e.getMessage());
      }
    }
    return ids;
  }
}
