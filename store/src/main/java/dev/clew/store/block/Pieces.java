package dev.clew.store.block;

import dev.clew.model.Scope;
import dev.clew.wire.zipkin.ToldSpan;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// Knows which rows of a block are of spans that may come in pieces: those from Zipkin, whose
/// clients send what they learn later under the same ids and kind, and whose readers want it all.
public final class Pieces {
  private final BitSet scopes = new BitSet();

  private Pieces() {}

  public static Pieces in(StoredBlock block) throws IOException {
    var pieces = new Pieces();
    List<Scope> scopes = block.scopes();
    for (int code = 0; code < scopes.size(); code++) {
      pieces.scopes.set(code, ToldSpan.isFromZipkin(scopes.get(code)));
    }
    return pieces;
  }

  /// True when no row is of such a span.
  public boolean areNone() {
    return scopes.isEmpty();
  }

  /// True where a row of that scope may be of such a span.
  ///
  /// @param scope of a row
  public boolean mayBe(long scope) {
    return scopes.get((int) scope);
  }
}
