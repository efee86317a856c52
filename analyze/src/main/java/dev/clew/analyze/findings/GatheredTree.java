package dev.clew.analyze.findings;

import dev.clew.analyze.trace.SpanTree;
import dev.clew.query.QueryException;
import dev.clew.query.TraceGathering;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a trace together from its parts: whole as long as it stays within a bound, beyond it with
/// the [Essentials] of its spans, which are a small part of it.
///
/// Owned by one thread.
public final class GatheredTree implements TraceGathering<Optional<SpanTree>> {
  private final long mostBytes;
  private final List<SpanBatch> parts = new ArrayList<>();
  private final List<byte[]> essentials = new ArrayList<>();
  private long bytes;
  private long essentialBytes;

  public GatheredTree(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public void take(SpanBatch part) {
    bytes += part.bytes().length;
    parts.add(part);
    if (!isWhole()) {
      parts.stream().map(Essentials::of).forEach(this::add);
      parts.clear();
    }
  }

  private void add(byte[] request) {
    essentialBytes += request.length;
    if (isTooLarge()) {
      essentials.clear();
    } else {
      essentials.add(request);
    }
  }

  /// Once they are read, spans of few bytes take several times as much as these.
  private boolean isTooLarge() {
    return essentialBytes > mostBytes * 2 / 3;
  }

  /// True when the spans have all that they carry.
  public boolean isWhole() {
    return bytes <= mostBytes;
  }

  /// The tree of what was taken; empty where that was nothing.
  @Override
  public Optional<SpanTree> made() throws QueryException {
    if (isTooLarge()) {
      throw new QueryException(
          QueryException.Kind.TOO_LARGE,
          "a trace to be analyzed needs at most %d bytes without most of its attributes, has %d"
              .formatted(mostBytes * 2 / 3, essentialBytes));
    }
    return bytes == 0 ? Optional.empty() : Optional.of(SpanTree.of(batch()));
  }

  private SpanBatch batch() {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    parts.stream().map(OtlpWriter::write).forEach(essentials::add);
    parts.clear();
    byte[] request = joined();
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what was written here must be readable", e);
    }
  }

  /// OTLP requests one behind the other are one request.
  private byte[] joined() {
    byte[] all = new byte[essentials.stream().mapToInt(request -> request.length).sum()];
    int at = 0;
    for (byte[] request : essentials) {
      System.arraycopy(request, 0, all, at, request.length);
      at += request.length;
    }
    essentials.clear();
    return all;
  }
}
