package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.Pieces;
import dev.clew.store.block.SpanAssembler;
import dev.clew.store.block.StoredBlock;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.RequestWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gathers the spans of one trace from everywhere, newest first, so that of a span sent again only
/// the one that came last is taken; of one that came from Zipkin, if that is asked for, each piece.
///
/// Owned by one thread.
final class TraceFetch {
  private record Identity(long spanId, long kind) {}

  private final TraceId trace;
  private final boolean inPieces;
  private final Set<Identity> taken = new HashSet<>();
  private final RequestWriter out = new RequestWriter();

  private TraceFetch(TraceId trace, boolean inPieces) {
    this.trace = trace;
    this.inPieces = inPieces;
  }

  /// @param blocks in the order in which their spans came; so must be the rows of each, as far as
  ///   they are of the same span
  static SpanBatch fetch(List<StoredBlock> blocks, TraceId trace, boolean inPieces)
      throws IOException {
    var fetch = new TraceFetch(trace, inPieces);
    for (StoredBlock block : blocks.reversed()) {
      fetch.take(block);
    }
    byte[] request = fetch.out.toBytes();
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what was written here must be readable", e);
    }
  }

  private void take(StoredBlock block) throws IOException {
    TraceDirectory traces = block.traces();
    int number = traces.find(trace);
    if (number >= 0) {
      SpanAssembler.assemble(block, traces.rows(number), wanted(block), out);
    }
  }

  private SpanAssembler.Wanted wanted(StoredBlock block) throws IOException {
    if (!inPieces) {
      return (spanId, kind, _) -> taken.add(new Identity(spanId, kind));
    }
    Pieces pieces = Pieces.in(block);
    return (spanId, kind, scope) -> taken.add(new Identity(spanId, kind)) || pieces.mayBe(scope);
  }
}
