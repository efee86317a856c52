package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.wire.json.LogJsonWriter;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.List;

/// The handler that tells the log records of a trace.
final class LogPages {
  private final KeptLogs logs;

  LogPages(KeptLogs logs) {
    this.logs = logs;
  }

  /// As OTLP/JSON; a trace without any has an empty list.
  void logs(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId trace = Traces.traceId(PathParameter.of(request, "id"));
    List<byte[]> requests = fetch(trace);
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("resourceLogs");
          for (byte[] each : requests) {
            try {
              LogJsonWriter.writeResourceLogs(each, json);
            } catch (MalformedException e) {
              throw new IOException("log records that were stored need to be readable", e);
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private List<byte[]> fetch(TraceId trace) throws QueryException {
    try {
      return logs.fetch(TenantId.DEFAULT, trace);
    } catch (IOException e) {
      throw new QueryException("reading log records", e);
    }
  }
}
