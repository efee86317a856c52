package dev.clew.bench.data;

/// What the requests of one round hold.
///
/// @param bytes of all requests, not compressed
/// @param attributes of spans, without resources and events
/// @param servers spans of HTTP servers, each with a random UUID in a header
/// @param failed spans with an exception event and an error status
/// @param randomBits drawn for the round, stamped ones included: no lossless store of it is smaller
public record PoolFacts(
    long traces,
    long spans,
    long bytes,
    long attributes,
    long servers,
    long failed,
    double randomBits) {

  public double bytesPerSpan() {
    return (double) bytes / spans;
  }

  public double spansPerTrace() {
    return (double) spans / traces;
  }

  public double attributesPerSpan() {
    return (double) attributes / spans;
  }

  public double serverShare() {
    return (double) servers / spans;
  }

  public double failedShare() {
    return (double) failed / spans;
  }

  /// The entropy floor in bytes a span.
  public double floorPerSpan() {
    return randomBits / 8 / spans;
  }
}
