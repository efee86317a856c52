package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.TraceSummaries;
import dev.clew.store.cube.Cube;
import dev.clew.store.cube.Tally;
import dev.clew.store.cube.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What the traces of a block count, and how they are judged, when the block is written.
public sealed interface Counting {
  /// For the first block of a tenant.
  static Counting first() {
    return new Anew(EarlierBlocks.NONE);
  }

  /// The rows come from a head: they are counted now, for the first time.
  ///
  /// @param earlier what the tenant had before
  record Anew(EarlierBlocks earlier) implements Counting {}

  /// The rows come from blocks, which become one: what they count has been counted.
  ///
  /// @param parts the blocks, in the order in which their spans came
  /// @param others all other blocks of the tenant
  record Summed(List<SealedBlock> parts, EarlierBlocks others) implements Counting {
    public Summed {
      parts = List.copyOf(parts);
    }
  }

  /// Judges the traces of a block and writes down what they are and what they count.
  ///
  /// @param order of the rows in the file
  default Section write(StoredBlock source, RowOrder order, SectionWriter out) throws IOException {
    return switch (this) {
      case Anew(EarlierBlocks earlier) -> {
        Tally tally = Tally.ofRows(source.rowCount());
        Judgement judgement = new TraceJudge(source, order, earlier, tally).judge();
        yield JudgedSections.write(judgement, tally, out);
      }
      case Summed(List<SealedBlock> parts, EarlierBlocks others) -> {
        Judgement judgement = new TraceJudge(source, order, others, null).judge();
        keepDisjoint(judgement, order.traces(), parts);
        yield JudgedSections.write(judgement, sum(parts), out);
      }
    };
  }

  /// Of two blocks that have rows of a trace the later one says whether any of them is the same
  /// span. So a trace of blocks that become one is disjoint from all others if it was in each.
  private static void keepDisjoint(
      Judgement judgement, RowOrder.Traces traces, List<SealedBlock> parts) throws IOException {
    for (int number = 0; number < traces.highs().length; number++) {
      var id = new TraceId(traces.highs()[number], traces.lows()[number]);
      if (judgement.has(number, Judgement.SPLIT) && isDisjoint(id, parts)) {
        judgement.flag(number, Judgement.DISJOINT);
      }
    }
  }

  private static boolean isDisjoint(TraceId trace, List<SealedBlock> parts) throws IOException {
    for (SealedBlock part : parts) {
      int number = part.traces().find(trace);
      Optional<TraceSummaries> summaries = part.summaries();
      if (number >= 0
          && (summaries.isEmpty()
              || (summaries.get().isSplit(number) && !summaries.get().isDisjoint(number)))) {
        return false;
      }
    }
    return true;
  }

  /// What a block counts that has not written it down, given what came before it.
  static Tally of(StoredBlock source, EarlierBlocks earlier) throws IOException {
    Tally tally = Tally.ofRows(source.rowCount());
    new TraceJudge(source, RowOrder.of(source), earlier, tally).judge();
    return tally;
  }

  private static Tally sum(List<SealedBlock> blocks) throws IOException {
    Tally sum = Tally.ofRows(blocks.stream().mapToLong(SealedBlock::rowCount).sum());
    for (int at = 0; at < blocks.size(); at++) {
      if (blocks.get(at).isCounted()) {
        add(blocks.get(at), sum);
      } else {
        // One from before blocks were counted; what came before all of these is not looked for.
        Tally tally = of(blocks.get(at), new EarlierBlocks(blocks.subList(0, at)));
        for (Tally.Part part : Tally.Part.values()) {
          sum.merge(part, tally.cube(part));
        }
      }
    }
    return sum;
  }

  private static void add(SealedBlock block, Tally sum) throws IOException {
    for (Tally.Part part : Tally.Part.values()) {
      Optional<Cube> cube = block.cube(part, new Words());
      if (cube.isPresent()) {
        sum.merge(part, cube.get());
      }
    }
  }
}
