package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.cube.Cube;
import dev.clew.store.cube.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a block keeps what was worked out of its traces: a section of pointers to what was found
/// of each, and to what they count.
///
/// @param columns the indexes of the columns by trace
/// @param criticalPath the index of the column by row
/// @param cubes of each part of the tally, in the order of [Tally.Part]
record JudgedSections(List<Section> columns, Section criticalPath, List<Optional<Kept>> cubes) {
  /// A cube that counts something.
  ///
  /// @param firstSlot the earliest slot in which it does; `Slots.ANY` where it tells of none
  record Kept(int firstSlot, int lastSlot, Section section) {}

  private static final int COLUMNS = Judgement.Column.values().length;

  /// Rows of the file in a page of the critical path, whatever the pages of the block are.
  static final int ROWS_A_PAGE = 4096;

  static Section write(Judgement judgement, @Nullable Tally tally, SectionWriter out)
      throws IOException {
    var bytes = new ByteSink();
    for (Judgement.Column column : Judgement.Column.values()) {
      var writer = new ColumnWriter(out);
      writer.writeNumbers(judgement.column(column), BlockFormat.TRACES_A_PAGE);
      writer.finish().write(bytes);
    }
    var writer = new ColumnWriter(out);
    writer.writeNumbers(judgement.criticalPath(), ROWS_A_PAGE);
    writer.finish().write(bytes);
    for (Tally.Part part : Tally.Part.values()) {
      writeCube(tally == null ? null : tally.cube(part), out, bytes);
    }
    return out.write(bytes);
  }

  private static void writeCube(@Nullable Cube cube, SectionWriter out, ByteSink bytes)
      throws IOException {
    if (cube == null || cube.isEmpty()) {
      bytes.int8(0);
      return;
    }
    var content = new ByteSink();
    byte[] encoded = cube.toBytes();
    content.raw(encoded, 0, encoded.length);
    bytes.int8(1);
    bytes.int32(cube.firstSlot());
    bytes.int32(cube.lastSlot());
    out.write(content).write(bytes);
  }

  static JudgedSections read(ByteSource in) throws CorruptBlockException {
    var columns = new ArrayList<Section>();
    for (int column = 0; column < COLUMNS; column++) {
      columns.add(Section.read(in));
    }
    Section criticalPath = Section.read(in);
    var cubes = new ArrayList<Optional<Kept>>();
    for (Tally.Part _ : Tally.Part.values()) {
      cubes.add(readCube(in));
    }
    in.end();
    return new JudgedSections(columns, criticalPath, cubes);
  }

  private static Optional<Kept> readCube(ByteSource in) throws CorruptBlockException {
    int isKept = in.int8();
    if (isKept > 1) {
      throw in.corrupt("needs a cube or none, has " + isKept);
    }
    return isKept == 0
        ? Optional.empty()
        : Optional.of(new Kept(in.int32(), in.int32(), Section.read(in)));
  }
}
