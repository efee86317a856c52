package dev.clew.wire.otlp;

import java.util.Map;

/// A request within its limits, and how much was cut and dropped to bring it there.
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record Trimmed(byte[] request, Map<Excess, Integer> counts) {
  public Trimmed {
    counts = Map.copyOf(counts);
  }
}
