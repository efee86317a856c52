package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.FoundTrace;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.GrpcCalls;
import dev.clew.serve.api.GrpcCalls.Stream;
import dev.clew.serve.api.GrpcHealth;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.api.RequestException;
import dev.clew.serve.api.reflection.GrpcReflection;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Jaeger's query API over gRPC: the second generation and the third, which have most questions in
/// common, their health, and reflection, which describes them.
public final class JaegerGrpc {
  private static final String V2 = "jaeger.api_v2.QueryService";
  private static final String V3 = "jaeger.api_v3.QueryService";
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;
  private final Answers answers;
  private final GrpcV2 second;
  private final GrpcV3 third;
  private final GrpcMetrics metrics;
  private final GrpcHealth health;
  private final GrpcReflection reflection;

  public JaegerGrpc(
      QueryEngine engine,
      Pinning pinning,
      BooleanSupplier isReady,
      InstantSource clock,
      QueryMeter meter) {
    this.engine = engine;
    answers = new Answers(GrpcCalls::error, meter, clock);
    second = new GrpcV2(engine, pinning);
    third = new GrpcV3(engine);
    metrics = new GrpcMetrics(engine, clock);
    health = new GrpcHealth(Set.of("", V2, V3, GrpcMetrics.NAME), isReady);
    reflection = new GrpcReflection(List.of(V2, V3, GrpcMetrics.NAME, GrpcHealth.NAME));
  }

  public void mount(ServerBuilder server) {
    GrpcCalls.mount(
        server,
        answers,
        V2,
        Map.of(
            "GetServices", named("jaeger.services", this::services),
            "GetOperations", named("jaeger.operations", second::operations),
            "GetTrace", named("jaeger.trace", second::trace),
            "ArchiveTrace", named("jaeger.archive", second::archive),
            "FindTraces", named("jaeger.search", second::search),
            "GetDependencies", named("jaeger.dependencies", this::dependencies)));
    GrpcCalls.mount(
        server,
        answers,
        V3,
        Map.of(
            "GetServices", named("jaeger.services", this::services),
            "GetOperations", named("jaeger.operations", third::operations),
            "GetTrace", named("jaeger.trace", third::trace),
            "FindTraces", named("jaeger.search", third::search),
            "FindTraceSummaries", named("jaeger.summaries", third::summaries),
            "GetDependencies", named("jaeger.dependencies", this::dependencies)));
    GrpcCalls.mount(server, answers, GrpcMetrics.NAME, metrics.calls());
    health.mount(server, answers);
    reflection.mount(server, answers);
    GrpcCalls.mountNone(server, answers, "/");
  }

  private static GrpcCalls.Named named(String api, GrpcCalls.Call call) {
    return new GrpcCalls.Named(api, call);
  }

  private void services(byte[] message, Stream stream) throws IOException, QueryException {
    var _ = ProtoFields.read(message);
    var out = new ProtoWriter();
    for (String service : engine.services(TENANT, TimeRange.ALL)) {
      out.text(message(1), service);
    }
    stream.send(out.toBytes());
  }

  private void dependencies(byte[] message, Stream stream) throws IOException, QueryException {
    ProtoFields asked = ProtoFields.read(message);
    long start = asked.nanos(1).orElseThrow(JaegerGrpc::noTimes);
    long end = asked.nanos(2).orElseThrow(JaegerGrpc::noTimes);
    if (end < start) {
      throw RequestException.bad("EndTime needs to be after StartTime");
    }
    var range = new TimeRange(Math.max(0, start), Math.max(0, end));
    var out = new ProtoWriter();
    Dependencies.of(engine, TENANT, range, "")
        .counts()
        .forEach((link, count) -> {
          int mark = out.begin(message(1));
          out.text(message(1), link.parent());
          out.text(message(2), link.child());
          out.varint(3 << 3 | WireType.VARINT, count);
          out.end(mark);
        });
    stream.send(out.toBytes());
  }

  private static RequestException noTimes() {
    return RequestException.bad("StartTime and EndTime must be initialized");
  }

  /// The operations that are asked for.
  static List<Operation> operations(
      QueryEngine engine, ProtoFields asked, Function<SpanKind, String> word)
      throws QueryException {
    String service = asked.text(1);
    String kind = asked.text(2);
    if (service.isEmpty()) {
      throw RequestException.bad("service must be provided");
    }
    return engine.operations(TENANT, service, TimeRange.ALL).stream()
        .filter(operation -> kind.isEmpty() || kind.equals(word.apply(operation.kind())))
        .toList();
  }

  static void write(Operation operation, String kind, int field, ProtoWriter out) {
    int mark = out.begin(message(field));
    out.text(message(1), operation.name());
    out.text(message(2), kind);
    out.end(mark);
  }

  /// The traces that are asked for.
  static List<FoundTrace> find(QueryEngine engine, ProtoFields query) throws QueryException {
    return engine.search(TENANT, read(query).toSearch()).traces();
  }

  /// The query of a request.
  static ProtoFields query(byte[] message) {
    return ProtoFields.read(message)
        .message(1)
        .orElseThrow(() -> RequestException.bad("query must be provided"));
  }

  private static JaegerSearch read(ProtoFields query) {
    long start = query.nanos(4).orElseThrow(() -> missing("start_time_min"));
    long end = query.nanos(5).orElseThrow(() -> missing("start_time_max"));
    if (end <= start) {
      throw RequestException.bad("start_time_max needs to be after start_time_min");
    }
    if (query.message(10).isPresent()) {
      throw RequestException.bad("filter expressions are not supported; use attributes");
    }
    long depth = query.number(8).orElse(0);
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
        query.flag(9));
  }

  private static RequestException missing(String field) {
    return RequestException.bad(field + " must be provided");
  }

  static int message(int field) {
    return field << 3 | WireType.LENGTH;
  }
}
