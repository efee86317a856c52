package dev.clew.query.traceql;

/// What became of a text.
public sealed interface Parsed {
  record Valid(Query query) implements Parsed {}

  record Invalid(QueryError error) implements Parsed {}
}
