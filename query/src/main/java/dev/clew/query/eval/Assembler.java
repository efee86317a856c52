package dev.clew.query.eval;

import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.plan.Checkpoint;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Puts whole traces together from all blocks that have rows of them. Owned by one thread.
public final class Assembler {
  // What a row of a batch takes without its fields.
  private static final long ROW_BYTES = 80;
  private static final long FIELD_BYTES = 12;

  private final List<Block> byArrival;
  private final Program program;
  private final long mostBytes;
  private final Consumer<CorruptBlockException> gaps;
  private final Checkpoint checkpoint;

  /// @param byArrival blocks in the order in which their spans came
  /// @param mostBytes how much memory a batch may take
  /// @param gaps is told what could not be read
  public Assembler(
      List<Block> byArrival,
      Program program,
      long mostBytes,
      Consumer<CorruptBlockException> gaps,
      Checkpoint checkpoint) {
    this.byArrival = byArrival;
    this.program = program;
    this.mostBytes = mostBytes;
    this.gaps = gaps;
    this.checkpoint = checkpoint;
  }

  /// The rows of one block: row in the high half, the place of its trace among those asked for in
  /// the low half, ascending.
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  private record Piece(Block block, long[] rows) {}

  public Batch assemble(List<TraceId> traces) throws QueryException {
    List<Piece> pieces = pieces(traces);
    long rows = pieces.stream().mapToLong(piece -> piece.rows.length).sum();
    long bytes = rows * (ROW_BYTES + FIELD_BYTES * program.fields().size());
    if (bytes > mostBytes) {
      throw new QueryException(
          Kind.TOO_LARGE,
          "the query needs to hold traces of "
              + rows
              + " spans in memory at once, more than it may: ask for less, such as a shorter time range");
    }
    var read = new ReadRows((int) rows, program, new Lexicon());
    for (Piece piece : pieces) {
      try {
        read(piece, read);
      } catch (CorruptBlockException e) {
        gaps.accept(e);
      } catch (IOException e) {
        throw new QueryException("reading block " + piece.block.name(), e);
      }
    }
    return Arrangement.batch(read, traces, program, checkpoint);
  }

  private List<Piece> pieces(List<TraceId> traces) throws QueryException {
    var pieces = new ArrayList<Piece>();
    for (Block block : byArrival) {
      checkpoint.check();
      try {
        long[] rows = rows(block.traces(), traces);
        if (rows.length > 0) {
          pieces.add(new Piece(block, rows));
        }
      } catch (CorruptBlockException e) {
        gaps.accept(e);
      } catch (IOException e) {
        throw new QueryException("reading block " + block.name(), e);
      }
    }
    return pieces;
  }

  private static long[] rows(TraceDirectory directory, List<TraceId> traces) throws IOException {
    var all = LongStream.builder();
    for (int place = 0; place < traces.size(); place++) {
      int number = directory.find(traces.get(place));
      int[] rows = number < 0 ? new int[0] : directory.rows(number);
      for (int row : rows) {
        all.add((long) row << 32 | place);
      }
    }
    return all.build().sorted().toArray();
  }

  private void read(Piece piece, ReadRows into) throws IOException, QueryException {
    var reader = new BlockReader(piece.block, program, into.lexicon(), gaps, checkpoint);
    long[] rows = piece.rows;
    int page = 0;
    int from = 0;
    while (from < rows.length) {
      while ((rows[from] >>> 32) >= piece.block.firstRow(page + 1)) {
        page++;
      }
      int to = from;
      while (to < rows.length && (rows[to] >>> 32) < piece.block.firstRow(page + 1)) {
        to++;
      }
      checkpoint.check();
      try {
        int firstRow = piece.block.firstRow(page);
        int[] picked = new int[to - from];
        int[] places = new int[to - from];
        for (int at = from; at < to; at++) {
          picked[at - from] = (int) (rows[at] >>> 32) - firstRow;
          places[at - from] = (int) rows[at];
        }
        reader.read(page, picked, places, into);
      } catch (CorruptBlockException e) {
        gaps.accept(e);
      }
      from = to;
    }
  }
}
