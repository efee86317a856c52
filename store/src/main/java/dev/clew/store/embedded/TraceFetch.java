package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import dev.clew.store.TraceParts;
import dev.clew.store.block.Pieces;
import dev.clew.store.block.SpanAssembler;
import dev.clew.store.block.SpanSet;
import dev.clew.store.block.StoredBlock;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.RequestWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.List;

/// Gathers the spans of one trace from everywhere, newest first, so that of a span sent again only
/// the one that came last is taken; of one that came from Zipkin, if that is asked for, its pieces.
///
/// Owned by one thread.
final class TraceFetch {
  private static final int PART_BYTES = 1 << 20;

  /// What is taken of a span that came several times.
  enum Which {
    LAST,
    /// The last, and the earlier pieces.
    PIECES,
    /// The earlier pieces alone.
    EARLIER
  }

  private final TraceId trace;
  private final Which which;
  private final int partBytes;
  private final TraceParts parts;
  private final SpanSet taken = new SpanSet();
  private final RequestWriter out = new RequestWriter();

  private TraceFetch(TraceId trace, Which which, int partBytes, TraceParts parts) {
    this.trace = trace;
    this.which = which;
    this.partBytes = partBytes;
    this.parts = parts;
  }

  /// The spans all at once.
  ///
  /// @param blocks in the order in which their spans came; so must be the rows of each, as far as
  ///   they are of the same span
  static SpanBatch fetch(List<StoredBlock> blocks, TraceId trace) throws IOException {
    var fetch = new TraceFetch(trace, Which.LAST, Integer.MAX_VALUE, _ -> {});
    fetch.takeAll(blocks);
    return fetch.written();
  }

  /// The spans in parts: whatever is written beyond a megabyte is handed over.
  static void fetch(List<StoredBlock> blocks, TraceId trace, Which which, TraceParts parts)
      throws IOException {
    var fetch = new TraceFetch(trace, which, PART_BYTES, parts);
    fetch.takeAll(blocks);
    fetch.handOver();
  }

  private void takeAll(List<StoredBlock> blocks) throws IOException {
    for (StoredBlock block : blocks.reversed()) {
      take(block);
    }
  }

  private void take(StoredBlock block) throws IOException {
    TraceDirectory traces = block.traces();
    int number = traces.find(trace);
    if (number >= 0) {
      SpanAssembler.assemble(block, traces.rows(number), wanted(block), out, this::handOverIfLarge);
    }
  }

  private SpanAssembler.Wanted wanted(StoredBlock block) throws IOException {
    if (which == Which.LAST) {
      return (spanId, kind, _) -> taken.add(spanId, kind);
    }
    Pieces pieces = Pieces.in(block);
    return which == Which.PIECES
        ? (spanId, kind, scope) -> taken.add(spanId, kind) || pieces.mayBe(scope)
        : (spanId, kind, scope) -> !taken.add(spanId, kind) && pieces.mayBe(scope);
  }

  private boolean handOverIfLarge() throws IOException {
    boolean isLarge = out.size() >= partBytes;
    if (isLarge) {
      handOver();
    }
    return isLarge;
  }

  private void handOver() throws IOException {
    if (out.size() > 0) {
      parts.take(written());
    }
  }

  private SpanBatch written() {
    byte[] request = out.take();
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what was written here must be readable", e);
    }
  }
}
