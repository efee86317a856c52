package dev.clew.store;

class InMemorySpanStoreTest extends SpanStoreContract {
  @Override
  protected SpanStore open() {
    return new InMemorySpanStore();
  }

  @Override
  protected SpanStore reopen(SpanStore open) {
    return open;
  }
}
