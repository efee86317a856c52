package dev.clew.query;

import dev.clew.model.Span;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Gen;
import java.util.List;

/// The contract over the reference store, with blocks and pages of all small sizes.
class QueryEngineInMemoryTest extends QueryEngineContract {
  @Override
  protected SpanStore fill(Gen gen, List<Span> spans) {
    int blockRows = 1 + gen.random().nextInt(1 << gen.random().nextInt(8));
    int pageRows = 1 + gen.random().nextInt(1 << gen.random().nextInt(8));
    var store = new InMemorySpanStore(blockRows, pageRows);
    store.add(TENANT, spans);
    return store;
  }
}
