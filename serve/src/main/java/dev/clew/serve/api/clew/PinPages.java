package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.Reply;
import java.io.IOException;

/// The handlers that pin traces, let them go, and tell which are pinned.
record PinPages(Pinning pinning) {
  void pinOrUnpin(ServiceRequestContext request, Reply reply) throws QueryException {
    TraceId trace = Traces.traceId(PathParameter.of(request, "id"));
    if (request.method() == HttpMethod.POST) {
      pinning.pin(trace);
    } else {
      pinning.unpin(trace);
    }
    reply.status(HttpStatus.NO_CONTENT);
  }

  /// The ids of all, sorted.
  void list(ServiceRequestContext request, Reply reply) throws IOException {
    var traces = pinning.pinned().stream().map(TraceId::toString).sorted().toList();
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeFieldName("traces");
          Json.texts(json, traces);
          json.writeEndObject();
        });
  }
}
