package dev.clew.query.run;

import dev.clew.model.TraceId;
import dev.clew.query.Cursor;

/// A trace with the key that ranks it; those that come first in a result are less.
record Candidate(TraceId trace, long key) implements Comparable<Candidate> {
  static Candidate of(Cursor cursor) {
    return new Candidate(cursor.trace(), cursor.key());
  }

  Cursor cursor() {
    return new Cursor(key, trace);
  }

  @Override
  public int compareTo(Candidate other) {
    int byKey = Long.compare(other.key, key);
    return byKey != 0 ? byKey : trace.compareTo(other.trace);
  }
}
