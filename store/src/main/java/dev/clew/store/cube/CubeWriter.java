package dev.clew.store.cube;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Writes a cube column by column. Equal cubes become equal bytes.
///
/// Numbers are varints; "by distance" means the difference to the cell before, near 0 on either
/// side.
///
/// ```
/// 1                   the version
/// limit
/// words               how many, then the length of each in UTF-8, then their bytes, in order
/// cells               how many, in the order of their words, tags and slots, then of each cell
///   first word          1 and more, 0 for none; by distance
///   second word         the same
///   tag
///   slot                -1 for none; by distance
///   errors
///   buckets             how many, 1 or more
/// buckets             of each cell, from low to high: the distance from the one before (from 0 for
///                     the first), times 2, plus 1 where it counts more than one
/// counts              of each bucket that counts more than one: 2 less than it counts
/// ```
final class CubeWriter {
  static final int VERSION = 1;

  private final VarintWriter out = new VarintWriter();
  private final List<Cell> cells;

  private CubeWriter(List<Cell> cells) {
    this.cells = cells;
  }

  static byte[] write(Cube cube) {
    var writer = new CubeWriter(cube.cells());
    writer.out.unsigned(VERSION);
    writer.out.unsigned(cube.limit());
    int[] ordinals = writer.writeWords(cube.words());
    writer.out.unsigned(writer.cells.size());
    writer.writeKeys(ordinals);
    writer.writeMeasures();
    writer.writeBuckets();
    return writer.out.toBytes();
  }

  /// Returns the place of each word in the order of the texts, from 1 on.
  private int[] writeWords(Words words) {
    int[] used =
        cells.stream()
            .flatMapToInt(cell -> IntStream.of(cell.key().first(), cell.key().second()))
            .filter(word -> word != Words.OTHER)
            .distinct()
            .toArray();
    int[] sorted =
        Arrays.stream(used).boxed().sorted(words::compare).mapToInt(Integer::intValue).toArray();
    int[] ordinals = new int[words.size()];
    byte[][] texts = new byte[sorted.length][];
    for (int at = 0; at < sorted.length; at++) {
      ordinals[sorted[at]] = at + 1;
      texts[at] = words.text(sorted[at]).getBytes(StandardCharsets.UTF_8);
    }
    out.unsigned(texts.length);
    for (byte[] text : texts) {
      out.unsigned(text.length);
    }
    for (byte[] text : texts) {
      out.bytes(text);
    }
    return ordinals;
  }

  private void writeKeys(int[] ordinals) {
    int first = 0;
    for (Cell cell : cells) {
      int next = ordinal(cell.key().first(), ordinals);
      out.signed(next - first);
      first = next;
    }
    int second = 0;
    for (Cell cell : cells) {
      int next = ordinal(cell.key().second(), ordinals);
      out.signed(next - second);
      second = next;
    }
    for (Cell cell : cells) {
      out.unsigned(cell.key().tag());
    }
    int slot = 0;
    for (Cell cell : cells) {
      out.signed((long) cell.key().slot() - slot);
      slot = cell.key().slot();
    }
  }

  private static int ordinal(int word, int[] ordinals) {
    return word == Words.OTHER ? 0 : ordinals[word];
  }

  private void writeMeasures() {
    for (Cell cell : cells) {
      out.unsigned(cell.measures().errors());
    }
    for (Cell cell : cells) {
      out.unsigned(cell.measures().durations().size());
    }
  }

  private void writeBuckets() {
    for (Cell cell : cells) {
      Histogram durations = cell.measures().durations();
      int bucket = 0;
      for (int place = 0; place < durations.size(); place++) {
        int next = durations.bucketAt(place);
        out.unsigned((long) (next - bucket) << 1 | (durations.countAt(place) > 1 ? 1 : 0));
        bucket = next;
      }
    }
    for (Cell cell : cells) {
      Histogram durations = cell.measures().durations();
      for (int place = 0; place < durations.size(); place++) {
        if (durations.countAt(place) > 1) {
          out.unsigned(durations.countAt(place) - 2);
        }
      }
    }
  }
}
