package dev.clew.serve.http;

import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.model.TenantId;
import dev.clew.wire.Encoding;

/// Where a whole request body goes; blocks until what became of its spans is certain.
@FunctionalInterface
public interface Receiver {
  Receipt receive(TenantId tenant, byte[] body, Encoding encoding, Format format);
}
