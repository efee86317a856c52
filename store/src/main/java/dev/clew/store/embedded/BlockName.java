package dev.clew.store.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file name of a block: the records of the log whose spans of one tenant it holds. Even a
/// block that cannot be read so says which sequences are taken.
record BlockName(long firstSequence, long lastSequence) implements Comparable<BlockName> {
  static final String SUFFIX = ".clew";
  private static final Pattern NAME = Pattern.compile("(\\d{16,18})-(\\d{16,18})\\.clew(\\..*)?");

  /// The name that a file bears, also one that is no longer or not yet a block.
  static Optional<BlockName> of(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches()
        ? Optional.of(
            new BlockName(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  String fileName() {
    return String.format("%016d-%016d%s", firstSequence, lastSequence, SUFFIX);
  }

  @Override
  public int compareTo(BlockName other) {
    int byLast = Long.compare(lastSequence, other.lastSequence);
    return byLast != 0 ? byLast : Long.compare(firstSequence, other.firstSequence);
  }
}
