package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.jaeger.JaegerGrpc.message;

import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.GrpcCalls;
import dev.clew.serve.api.GrpcCalls.Stream;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.RequestException;
import dev.clew.store.Counts;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What `jaeger.api_v2.metrics.MetricsQueryService` answers: the numbers of `/api/metrics/…`.
final class GrpcMetrics {
  static final String NAME = "jaeger.api_v2.metrics.MetricsQueryService";
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;
  private final InstantSource clock;

  GrpcMetrics(QueryEngine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  Map<String, GrpcCalls.Named> calls() {
    return Map.of(
        "GetLatencies", new GrpcCalls.Named("jaeger.metrics", this::latencies),
        "GetCallRates", new GrpcCalls.Named("jaeger.metrics", this::callRates),
        "GetErrorRates", new GrpcCalls.Named("jaeger.metrics", this::errorRates),
        "GetMinStepDuration", new GrpcCalls.Named("jaeger.metrics", this::minStep));
  }

  private void latencies(byte[] message, Stream stream) throws IOException, QueryException {
    ProtoFields asked = ProtoFields.read(message);
    double quantile = asked.real(2);
    if (!(quantile >= 0 && quantile <= 1)) {
      throw RequestException.bad("quantile needs a number from 0 to 1, got " + quantile);
    }
    answer(asked, ServiceMetrics.Family.latencies(quantile), stream);
  }

  private void callRates(byte[] message, Stream stream) throws IOException, QueryException {
    answer(ProtoFields.read(message), ServiceMetrics.Family.CALLS, stream);
  }

  private void errorRates(byte[] message, Stream stream) throws IOException, QueryException {
    answer(ProtoFields.read(message), ServiceMetrics.Family.ERRORS, stream);
  }

  private void answer(ProtoFields asked, ServiceMetrics.Family family, Stream stream)
      throws IOException, QueryException {
    ProtoFields base =
        asked.message(1).orElseThrow(() -> RequestException.bad("baseRequest must be provided"));
    var question = MetricsQuestion.read(base, clock.instant());
    var metrics =
        new ServiceMetrics(question, engine.spanCounts(TENANT, question.range(), question.step()));
    var out = new ProtoWriter();
    int mark = out.begin(message(1));
    metrics.write(out, family);
    out.end(mark);
    stream.send(out.toBytes());
  }

  private void minStep(byte[] message, Stream stream) throws IOException {
    var _ = ProtoFields.read(message);
    var out = new ProtoWriter();
    int mark = out.begin(message(1));
    out.varint(1 << 3 | WireType.VARINT, TimeUnit.NANOSECONDS.toSeconds(Counts.STEP_NANOS));
    out.end(mark);
    stream.send(out.toBytes());
  }
}
