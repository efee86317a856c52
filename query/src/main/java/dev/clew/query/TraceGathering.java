package dev.clew.query;

import dev.clew.store.TraceParts;

/// Makes something of a trace whose spans it takes part by part.
///
/// Owned by one thread at a time.
public interface TraceGathering<T> extends TraceParts {
  /// What was made of all that was taken.
  T made() throws QueryException;
}
