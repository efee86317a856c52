package dev.clew.collect;

import dev.clew.model.TenantId;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it was given, and answers what it was told to.
final class RecordingSink implements SpanSink {
  private final List<SpanRequest> requests = new ArrayList<>();
  private final List<TenantId> tenants = new ArrayList<>();
  private @Nullable Receipt answer;

  /// Answers this from now on, in place of `Stored`.
  void answer(Receipt receipt) {
    answer = receipt;
  }

  @Override
  public Receipt accept(TenantId tenant, SpanRequest request) {
    tenants.add(tenant);
    requests.add(new SpanRequest(request.body(), request.encoding(), copy(request.spans())));
    return answer == null ? new Receipt.Stored(request.spans().size()) : answer;
  }

  /// The spans are only lent.
  private static SpanBatch copy(SpanBatch spans) {
    byte[] request = OtlpWriter.write(spans);
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  List<SpanRequest> requests() {
    return requests;
  }

  List<TenantId> tenants() {
    return tenants;
  }

  SpanRequest only() {
    if (requests.size() != 1) {
      throw new AssertionError("sink needs to have one request, has " + requests.size());
    }
    return requests.getFirst();
  }
}
