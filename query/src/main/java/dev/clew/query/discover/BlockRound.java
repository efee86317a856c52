package dev.clew.query.discover;

import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.plan.RowTest;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.run.Anchor;
import dev.clew.query.run.Gaps;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.Watch;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes once over the blocks of a view, on all cores, for what their rows that pass a test have.
/// Owned by the thread that runs it.
final class BlockRound<T> {
  private final List<Block> blocks;
  private final Anchor anchor;
  private final Gaps gaps = new Gaps();
  private final Firsts<T> all;
  private final Firsts.Room<T> room;

  /// What is turned away of one block need not be looked for in the others.
  private volatile @Nullable T bound;

  private int readBlocks;
  private long judgedRows;

  /// @param room of a part
  /// @param all where what the parts have is put together
  BlockRound(StoreView view, TimeRange range, SpanTest test, Firsts.Room<T> room, Firsts<T> all) {
    this.room = room;
    this.all = all;
    bound = all.bound().orElse(null);
    anchor = new Anchor(test, range);
    blocks = view.blocks().stream().filter(block -> !anchor.skips(block)).toList();
    gaps.addAll(view.missing());
  }

  /// Gathers what the passing rows of one block have.
  interface Reader<T> {
    void read(Block block, PassingRows passing, Firsts<T> into, Gaps gaps, Watch watch)
        throws IOException, QueryException;
  }

  private record Part<T>(Firsts<T> found, long judgedRows, List<String> gaps) {}

  Coverage run(Reader<T> reader, Scatter scatter, Watch watch) throws QueryException {
    scatter.<Part<T>>inOrder(
        blocks.size(),
        watch,
        (number, part) -> read(reader, blocks.get(number), part),
        part -> {
          all.merge(part.found);
          bound = all.bound().orElse(null);
          judgedRows += part.judgedRows;
          readBlocks += part.judgedRows > 0 ? 1 : 0;
          gaps.addAll(part.gaps);
          return true;
        });
    return new Coverage(gaps.isEmpty(), readBlocks, blocks.size(), judgedRows, gaps.reasons());
  }

  private Part<T> read(Reader<T> reader, Block block, Watch part) throws QueryException {
    var found = new Firsts<>(room, bound);
    var missed = new Gaps();
    long judged = 0;
    try {
      RowTest rows = anchor.on(block, part);
      if (!rows.equals(RowTest.NOTHING)) {
        reader.read(block, PassingRows.of(block, rows, missed, part), found, missed, part);
      }
      judged = block.rowCount();
    } catch (CorruptBlockException e) {
      missed.add(e);
    } catch (IOException e) {
      throw new QueryException("reading block " + block.name(), e);
    }
    return new Part<>(found, judged, missed.reasons());
  }
}
