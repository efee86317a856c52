package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.FoundTrace;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.GrpcCalls;
import dev.clew.serve.api.GrpcCalls.Stream;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.time.InstantSource;

/// `jaeger.api_v3.QueryService` of gRPC, as `docs/jaeger.proto` describes it: services, operations,
/// and traces as OTLP, some spans at a time.
public final class JaegerGrpc {
  private static final String SERVICE = "/jaeger.api_v3.QueryService/";
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// Clients take messages of 4 MiB at most.
  private static final int SPANS_AT_ONCE = 500;

  private final QueryEngine engine;
  private final Answers answers;

  public JaegerGrpc(QueryEngine engine, InstantSource clock, QueryMeter meter) {
    this.engine = engine;
    answers = new Answers(GrpcCalls::error, meter, clock);
  }

  public void mount(ServerBuilder server) {
    call(server, "GetServices", "jaeger.services", this::services);
    call(server, "GetOperations", "jaeger.operations", this::operations);
    call(server, "GetTrace", "jaeger.trace", this::trace);
    call(server, "FindTraces", "jaeger.search", this::search);
    server.serviceUnder(
        "/",
        (request, _) ->
            answers.answer(
                request,
                "jaeger.none",
                GrpcCalls.handler((_, _) -> {
                  throw new RequestException(
                      HttpStatus.NOT_IMPLEMENTED, "no such call: " + request.path());
                })));
  }

  private void call(ServerBuilder server, String name, String api, GrpcCalls.Call call) {
    server.service(
        SERVICE + name, (request, _) -> answers.answer(request, api, GrpcCalls.handler(call)));
  }

  private void services(byte[] message, Stream stream) throws IOException, QueryException {
    var out = new ProtoWriter();
    for (String service : engine.services(TENANT, TimeRange.ALL)) {
      out.text(tag(1), service);
    }
    stream.send(out.toBytes());
  }

  private static int tag(int field) {
    return field << 3 | WireType.LENGTH;
  }

  private void operations(byte[] message, Stream stream) throws IOException, QueryException {
    WireFields asked = WireFields.read(message);
    String service = asked.text(1);
    String kind = asked.text(2);
    if (service.isEmpty()) {
      throw RequestException.bad("service must be provided");
    }
    var out = new ProtoWriter();
    for (Operation operation : engine.operations(TENANT, service, TimeRange.ALL)) {
      String word = Kinds.wordOrInternal(operation.kind());
      if (kind.isEmpty() || kind.equals(word)) {
        int mark = out.begin(tag(1));
        out.text(tag(1), operation.name());
        out.text(tag(2), word);
        out.end(mark);
      }
    }
    stream.send(out.toBytes());
  }

  private void trace(byte[] message, Stream stream) throws IOException, QueryException {
    SpanBatch trace = engine.trace(TENANT, traceId(WireFields.read(message).text(1)));
    if (trace.size() == 0) {
      throw new RequestException(HttpStatus.NOT_FOUND, "trace not found");
    }
    send(stream, trace);
  }

  private static TraceId traceId(String text) {
    try {
      return TraceIdText.parse(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("malformed trace id: " + e.getMessage());
    }
  }

  private void search(byte[] message, Stream stream) throws IOException, QueryException {
    WireFields query =
        WireFields.read(message)
            .message(1)
            .orElseThrow(() -> RequestException.bad("query must be provided"));
    for (FoundTrace found : engine.search(TENANT, read(query).toSearch()).traces()) {
      send(stream, engine.trace(TENANT, found.trace().traceId()));
    }
  }

  private static JaegerSearch read(WireFields query) {
    long start = query.nanos(4).orElseThrow(() -> missing("start_time_min"));
    long end = query.nanos(5).orElseThrow(() -> missing("start_time_max"));
    if (end <= start) {
      throw RequestException.bad("start_time_max needs to be after start_time_min");
    }
    long depth = query.number(8);
    if (depth < 0 || depth > Integer.MAX_VALUE) {
      throw RequestException.bad("search_depth needs a number from 0 on");
    }
    return new JaegerSearch(
        query.text(1),
        query.text(2),
        query.texts(3),
        new TimeRange(start, end == Long.MAX_VALUE ? end : end + 1),
        query.nanos(6).orElse(0L),
        query.nanos(7).orElse(0L),
        (int) depth,
        query.number(9) != 0);
  }

  private static RequestException missing(String field) {
    return RequestException.bad(field + " must be provided");
  }

  private static void send(Stream stream, SpanBatch trace) throws IOException {
    for (int from = 0; from < trace.size(); from += SPANS_AT_ONCE) {
      int first = from;
      stream.send(
          OtlpWriter.write(trace, row -> row >= first && row < first + SPANS_AT_ONCE));
    }
  }
}
