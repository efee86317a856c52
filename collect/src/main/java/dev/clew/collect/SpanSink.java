package dev.clew.collect;

import dev.clew.model.TenantId;
import dev.clew.wire.otlp.SpanRequest;

/// Where accepted requests go; returns when what became of the spans is certain. The spans are the
/// sink's until it returns, the body is its own.
@FunctionalInterface
public interface SpanSink {
  Receipt accept(TenantId tenant, SpanRequest request);
}
