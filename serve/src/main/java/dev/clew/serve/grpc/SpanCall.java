package dev.clew.serve.grpc;

import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.serve.http.Failure;
import dev.clew.serve.http.OtlpReply;

/// A unary call of gRPC that hands over spans, or log records.
public enum SpanCall {
  /// The export of OTLP.
  OTLP("/opentelemetry.proto.collector.trace.v1.TraceService/Export", Format.OTLP_PROTOBUF),
  /// The export of log records.
  OTLP_LOGS("/opentelemetry.proto.collector.logs.v1.LogsService/Export", Format.OTLP_PROTOBUF),
  /// What Jaeger's agents and clients call.
  JAEGER("/jaeger.api_v2.CollectorService/PostSpans", Format.JAEGER_PROTO);

  private final String path;
  private final Format format;

  SpanCall(String path, Format format) {
    this.path = path;
    this.format = format;
  }

  String path() {
    return path;
  }

  Format format() {
    return format;
  }

  /// What to say about a receipt. Jaeger cannot say that a part was rejected; when all of it was,
  /// it says so as a failure.
  OtlpReply reply(Receipt receipt) {
    return switch (this) {
      case OTLP -> OtlpReply.to(receipt);
      case OTLP_LOGS -> OtlpReply.to(receipt, OtlpReply.Signal.LOGS);
      case JAEGER ->
          receipt instanceof Receipt.PartlyStored(int spans, int _, String reason)
              ? wholly(spans > 0, reason)
              : OtlpReply.to(receipt);
    };
  }

  private static OtlpReply wholly(boolean isSuccess, String reason) {
    return isSuccess ? new OtlpReply.Success() : Failure.malformed(reason);
  }
}
