package dev.clew.store.head;

import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/// Batches of one span, whose attributes all have the same key.
final class Batches {
  private static final String KEY = "key";

  private Batches() {}

  static SpanBatch ofTexts(List<String> values) throws MalformedException {
    return of(values.stream().map(each -> AnyValue.newBuilder().setStringValue(each)).toList());
  }

  static SpanBatch ofNumbers(List<Long> values) throws MalformedException {
    return of(values.stream().map(each -> AnyValue.newBuilder().setIntValue(each)).toList());
  }

  private static SpanBatch of(List<AnyValue.Builder> values) throws MalformedException {
    var request = ExportTraceServiceRequest.newBuilder();
    Span.Builder span = request.addResourceSpansBuilder().addScopeSpansBuilder().addSpansBuilder();
    values.forEach(value -> span.addAttributes(KeyValue.newBuilder().setKey(KEY).setValue(value)));
    byte[] bytes = request.build().toByteArray();
    return OtlpReader.read(bytes, bytes.length);
  }
}
