package dev.clew.query.run;

import dev.clew.query.QueryException;
import dev.clew.query.plan.Plan;
import dev.clew.query.plan.RowTest;
import dev.clew.store.Block;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A plan and what it came to on the blocks it was put to so far. Any thread may ask.
final class Judge {
  private final Plan plan;
  private final Map<String, RowTest> tests = new ConcurrentHashMap<>();

  Judge(Plan plan) {
    this.plan = plan;
  }

  /// Two threads may both work it out; they come to the same.
  RowTest test(Block block, Watch watch) throws IOException, QueryException {
    RowTest known = tests.get(block.name());
    if (known != null) {
      return known;
    }
    RowTest test = plan.on(block, watch);
    tests.put(block.name(), test);
    return test;
  }
}
