package dev.clew.query.eval;

import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.plan.Checkpoint;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Fills batches from single pages of one block, with traces that stand there as a whole.
///
/// Owned by one thread.
public final class PageBatches {
  private final Block block;
  private final Program program;
  private final Checkpoint checkpoint;
  private final Lexicon lexicon = new Lexicon();
  private final BlockReader reader;
  private final ColumnPage traceNumbers = new ColumnPage();

  /// @param gaps is told what could not be read
  public PageBatches(
      Block block, Program program, Consumer<CorruptBlockException> gaps, Checkpoint checkpoint)
      throws IOException, QueryException {
    this.block = block;
    this.program = program;
    this.checkpoint = checkpoint;
    reader = new BlockReader(block, program, lexicon, gaps, checkpoint);
  }

  /// Some traces of a page.
  ///
  /// @param wanted by their numbers in the block's directory; all of their rows are in the page,
  ///   and no span is there twice
  public Batch read(int page, BitSet wanted) throws IOException {
    block.column(Intrinsic.TRACE).orElseThrow().read(page, traceNumbers);
    int firstRow = block.firstRow(page);
    int[] picked = new int[traceNumbers.size()];
    int[] places = new int[picked.length];
    Map<Integer, Integer> placeOf = new HashMap<>();
    var traces = new ArrayList<TraceId>();
    int count = 0;
    int last = -1;
    int place = -1;
    for (int at = 0; at < picked.length; at++) {
      int trace = (int) traceNumbers.values()[at];
      if (wanted.get(trace)) {
        if (trace != last) {
          place = placeOf.computeIfAbsent(trace, _ -> placeOf.size());
          last = trace;
          if (place == traces.size()) {
            traces.add(block.traces().traceId(trace));
          }
        }
        picked[count] = traceNumbers.rows()[at] - firstRow;
        places[count++] = place;
      }
    }
    var rows = new ReadRows(count, program, lexicon);
    reader.read(page, Arrays.copyOf(picked, count), Arrays.copyOf(places, count), rows);
    return Arrangement.ofSpans(rows, traces, program, checkpoint);
  }
}
