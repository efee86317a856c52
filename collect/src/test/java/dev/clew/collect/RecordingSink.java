package dev.clew.collect;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it was given, and answers what it was told to.
final class RecordingSink implements SpanSink {
  private final List<Kept> requests = new ArrayList<>();
  private final List<TenantId> tenants = new ArrayList<>();
  private @Nullable Receipt answer;

  /// A request; its spans as they were when it came, since a batch is only lent.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Kept(byte[] body, Encoding encoding, List<Span> spans) {}

  /// Answers this from now on, in place of `Stored`.
  void answer(Receipt receipt) {
    answer = receipt;
  }

  @Override
  public Receipt accept(TenantId tenant, SpanRequest request) {
    tenants.add(tenant);
    List<Span> spans = ModelSpans.spans(request.spans());
    requests.add(new Kept(request.body(), request.encoding(), spans));
    return answer == null ? new Receipt.Stored(request.spans().size()) : answer;
  }

  List<Kept> requests() {
    return requests;
  }

  List<TenantId> tenants() {
    return tenants;
  }

  Kept only() {
    if (requests.size() != 1) {
      throw new AssertionError("sink needs to have one request, has " + requests.size());
    }
    return requests.getFirst();
  }
}
