package dev.clew.query.run;

import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The blocks of a view, newest first, and the traces that are scattered over them.
final class Fragments {
  private final List<Block> blocks;

  Fragments(List<Block> blocks) {
    this.blocks =
        blocks.stream().sorted(Comparator.comparingLong(Block::maxStartNanos).reversed()).toList();
  }

  List<Block> blocks() {
    return blocks;
  }

  /// How many rows of a trace there are in other blocks than this one, at most.
  long rowsBeside(Block block, TraceId trace) throws QueryException {
    long rows = 0;
    for (Block other : blocks) {
      try {
        int number = other.name().equals(block.name()) ? -1 : other.traces().find(trace);
        rows += number < 0 ? 0 : other.traces().rowCount(number);
      } catch (CorruptBlockException _) {
        return Integer.MAX_VALUE;
      } catch (IOException e) {
        throw new QueryException("reading block " + other.name(), e);
      }
    }
    return rows;
  }

  /// Of the whole trace, over all blocks whose directories can be read; nothing for a trace that is
  /// in none of them.
  Optional<Extent> extent(TraceId trace, Gaps gaps) throws QueryException {
    @Nullable Extent whole = null;
    for (Block block : blocks) {
      try {
        TraceDirectory traces = block.traces();
        int number = traces.find(trace);
        if (number >= 0) {
          var part = new Extent(traces.minStartNanos(number), traces.maxEndNanos(number));
          whole = whole == null ? part : whole.and(part);
        }
      } catch (CorruptBlockException e) {
        gaps.add(e);
      } catch (IOException e) {
        throw new QueryException("reading block " + block.name(), e);
      }
    }
    return Optional.ofNullable(whole);
  }
}
