package dev.clew.store.block;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.List;

/// The rows of another block, with other columns.
public abstract class BlockOver implements StoredBlock {
  protected final StoredBlock block;

  protected BlockOver(StoredBlock block) {
    this.block = block;
  }

  @Override
  public String name() {
    return block.name();
  }

  @Override
  public boolean isSealed() {
    return block.isSealed();
  }

  @Override
  public int rowCount() {
    return block.rowCount();
  }

  @Override
  public long minStartNanos() {
    return block.minStartNanos();
  }

  @Override
  public long maxStartNanos() {
    return block.maxStartNanos();
  }

  @Override
  public int pageCount() {
    return block.pageCount();
  }

  @Override
  public int firstRow(int page) {
    return block.firstRow(page);
  }

  @Override
  public List<Resource> resources() throws IOException {
    return block.resources();
  }

  @Override
  public List<Scope> scopes() throws IOException {
    return block.scopes();
  }

  @Override
  public TraceDirectory traces() throws IOException {
    return block.traces();
  }
}
