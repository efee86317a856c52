package dev.clew.serve.api.tempo;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;

/// The handlers that give a whole trace by its id.
final class Traces {
  private static final int TRACE = 1 << 3 | WireType.LENGTH;
  private static final int METRICS = 2 << 3 | WireType.LENGTH;
  private static final byte[] NOTHING = {};

  private final QueryEngine engine;

  Traces(QueryEngine engine) {
    this.engine = engine;
  }

  private SpanBatch fetch(ServiceRequestContext request) throws QueryException {
    // A hint of when the trace was; it is found without.
    var parameters = Parameters.of(request);
    if (parameters.text("start").isPresent() && parameters.text("end").isPresent()) {
      var _ = parameters.seconds();
    }
    return engine.trace(TenantId.DEFAULT, TraceIds.parse(PathParameter.of(request, "id")));
  }

  /// The spans alone; 404 without a word where there are none.
  void first(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    SpanBatch trace = fetch(request);
    if (trace.size() == 0) {
      reply.status(HttpStatus.NOT_FOUND);
    } else if (Answering.wantsProtobuf(request)) {
      Answering.protobuf(reply, OtlpWriter.write(trace));
    } else {
      reply.type(MediaType.JSON);
      Json.write(reply, json -> OtlpJsonWriter.write(trace, new ProtoJson(json, "batches")));
    }
  }

  /// The spans in an envelope, which is there without them too.
  void second(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    SpanBatch trace = fetch(request);
    if (Answering.wantsProtobuf(request)) {
      var out = new ProtoWriter(trace.bytes().length + 64);
      out.bytes(TRACE, OtlpWriter.write(trace));
      out.bytes(METRICS, NOTHING);
      Answering.protobuf(reply, out.toBytes());
    } else {
      reply.type(MediaType.JSON);
      Json.write(
          reply,
          json -> {
            json.writeStartObject();
            json.writeFieldName("trace");
            if (trace.size() == 0) {
              new Message().write(json);
            } else {
              OtlpJsonWriter.write(trace, new ProtoJson(json, "resourceSpans"));
            }
            json.writeFieldName("metrics");
            new Message().write(json);
            json.writeEndObject();
          });
    }
  }
}
