package dev.clew.store.block;

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
        yield JudgedSections.write(judgement, sum(parts), out);
      }
    };
  }

  /// What a block that is not sealed counts, given what came before it.
  static Tally of(StoredBlock source, EarlierBlocks earlier) throws IOException {
    Tally tally = Tally.ofRows(source.rowCount());
    new TraceJudge(source, RowOrder.of(source), earlier, tally).judge();
    return tally;
  }

  private static Tally sum(List<SealedBlock> parts) throws IOException {
    Tally sum = Tally.ofRows(parts.stream().mapToLong(SealedBlock::rowCount).sum());
    for (SealedBlock part : parts) {
      for (Tally.Part each : Tally.Part.values()) {
        Optional<Cube> cube = part.cube(each, new Words());
        if (cube.isPresent()) {
          sum.merge(each, cube.get());
        }
      }
    }
    return sum;
  }
}
