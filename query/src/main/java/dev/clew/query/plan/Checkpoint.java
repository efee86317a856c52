package dev.clew.query.plan;

import dev.clew.query.QueryException;

/// Asked now and then by long work whether to go on.
@FunctionalInterface
public interface Checkpoint {
  void check() throws QueryException;
}
