package dev.clew.query.run;

import java.util.List;

/// What one block adds to a search: its best candidates, by the keys of their whole traces.
record Hits(List<Candidate> best, boolean wasRead, long judgedRows, List<String> gaps) {}
