package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TraceId;
import dev.clew.serve.api.Bodies;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanProblem;
import dev.clew.wire.otlp.Spans;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// The handler of `/api/transform`: tells traces in OTLP/JSON as Jaeger's page wants to see them,
/// without keeping anything.
final class Transform {
  private static final int MAX_BODY = 4 << 20;
  private static final int MOST_TRACES = 1_000;

  private Transform() {}

  static void transform(ServiceRequestContext request, Reply reply) throws IOException {
    SpanBatch spans = read(Bodies.read(request, MAX_BODY));
    Set<TraceId> traces = traces(spans.spans());
    new Envelope()
        .write(
            reply,
            V1.isPretty(request),
            0,
            json -> {
              json.writeStartArray();
              for (TraceId trace : traces) {
                TraceWriter.write(json, only(spans, trace), false);
              }
              json.writeEndArray();
            });
  }

  private static SpanBatch read(byte[] body) {
    try {
      byte[] otlp = OtlpJsonReader.read(body);
      return OtlpReader.read(otlp, otlp.length);
    } catch (MalformedException e) {
      throw RequestException.bad("cannot unmarshal OTLP : " + e.getMessage());
    }
  }

  private static Set<TraceId> traces(Spans spans) {
    var traces = new LinkedHashSet<TraceId>();
    for (int row = 0; row < spans.size(); row++) {
      if (spans.problem(row) != SpanProblem.NONE) {
        throw RequestException.bad(
            "cannot unmarshal OTLP : span " + row + " has no valid ids: " + spans.problem(row));
      }
      traces.add(new TraceId(spans.traceIdHigh(row), spans.traceIdLow(row)));
    }
    if (traces.size() > MOST_TRACES) {
      throw RequestException.bad(
          "cannot unmarshal OTLP : needs at most " + MOST_TRACES + " traces, got " + traces.size());
    }
    return traces;
  }

  private static SpanBatch only(SpanBatch batch, TraceId trace) {
    Spans spans = batch.spans();
    byte[] otlp =
        OtlpWriter.write(
            batch,
            row ->
                spans.traceIdHigh(row) == trace.high() && spans.traceIdLow(row) == trace.low());
    try {
      return OtlpReader.read(otlp, otlp.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what was written here must be readable", e);
    }
  }
}
