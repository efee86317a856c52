package dev.clew.wire.otlp;

import dev.clew.wire.Encoding;

/// A request as the store takes it: the body to keep, how it is compressed, and the spans read from
/// it, every one of which can be stored. Body and spans must say the same: after a crash the store
/// reads the spans from the body again.
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record SpanRequest(byte[] body, Encoding encoding, SpanBatch spans) {}
