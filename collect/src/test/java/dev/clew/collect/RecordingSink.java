package dev.clew.collect;

import dev.clew.model.TenantId;
import dev.clew.wire.otlp.SpanRequest;
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
    requests.add(request);
    return answer == null ? new Receipt.Stored(request.spans().size()) : answer;
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
