package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpStatus;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.store.SpanStore;
import java.io.IOException;
import java.util.Set;

/// Pins traces, which keeps them past retention, and lets them go.
public record Pinning(SpanStore store) {
  private static final TenantId TENANT = TenantId.DEFAULT;

  public void pin(TraceId trace) throws QueryException {
    try {
      switch (store.pin(TENANT, trace)) {
        case PINNED -> {}
        case NOT_STORED -> throw missing();
        case TOO_LARGE ->
            throw new RequestException(
                HttpStatus.UNPROCESSABLE_ENTITY, "the trace is too large to be pinned; export it");
        case NO_ROOM ->
            throw new RequestException(
                HttpStatus.INSUFFICIENT_STORAGE, "no room is left for pinned traces; unpin some");
      }
    } catch (IOException e) {
      throw new QueryException("pinning trace " + trace, e);
    }
  }

  private static RequestException missing() {
    return new RequestException(HttpStatus.NOT_FOUND, "trace not found");
  }

  /// Lets a trace expire again.
  public void unpin(TraceId trace) throws QueryException {
    try {
      if (!store.unpin(TENANT, trace)) {
        throw new RequestException(HttpStatus.NOT_FOUND, "trace " + trace + " is not pinned");
      }
    } catch (IOException e) {
      throw new QueryException("unpinning trace " + trace, e);
    }
  }

  public Set<TraceId> pinned() {
    return store.pinned(TENANT);
  }
}
