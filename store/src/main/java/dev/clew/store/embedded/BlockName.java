package dev.clew.store.embedded;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file name of a block: the records of the log whose spans of one tenant it holds. Even a
/// block that cannot be read so says which sequences are taken.
///
/// @param generation how often the spans were written again, 0 as they were first sealed; a block
///   replaces all of lower generations whose records are among its own
record BlockName(long firstSequence, long lastSequence, int generation)
    implements Comparable<BlockName> {
  static final String SUFFIX = ".clew";
  private static final Pattern NAME =
      Pattern.compile("(\\d{16,18})-(\\d{16,18})(?:-(\\d{1,9}))?\\.clew(\\..*)?");
  private static final Comparator<BlockName> ORDER =
      Comparator.comparingLong(BlockName::lastSequence)
          .thenComparingLong(BlockName::firstSequence)
          .thenComparingInt(BlockName::generation);

  /// The name of a block as it is first sealed.
  BlockName(long firstSequence, long lastSequence) {
    this(firstSequence, lastSequence, 0);
  }

  /// The name that a file bears, also one that is no longer or not yet a block.
  static Optional<BlockName> of(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int generation = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    return Optional.of(
        new BlockName(
            Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), generation));
  }

  /// The name of what replaces all of these.
  ///
  /// @param blocks in their order
  static BlockName replacing(List<BlockName> blocks) {
    int generation = blocks.stream().mapToInt(BlockName::generation).max().orElseThrow();
    return new BlockName(
        blocks.getFirst().firstSequence, blocks.getLast().lastSequence, generation + 1);
  }

  /// True when a record is within its range.
  boolean spans(long sequence) {
    return firstSequence <= sequence && sequence <= lastSequence;
  }

  boolean replaces(BlockName other) {
    return firstSequence <= other.firstSequence
        && other.lastSequence <= lastSequence
        && other.generation < generation;
  }

  String fileName() {
    String range = String.format("%016d-%016d", firstSequence, lastSequence);
    return range + (generation == 0 ? "" : "-" + generation) + SUFFIX;
  }

  @Override
  public int compareTo(BlockName other) {
    return ORDER.compare(this, other);
  }
}
