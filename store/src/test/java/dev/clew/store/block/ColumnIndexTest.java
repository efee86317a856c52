package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnIndexTest {
  private static ColumnIndex readBack(int pageCount, int... pages) throws CorruptBlockException {
    List<Section> sections =
        IntStream.range(0, pages.length).mapToObj(at -> new Section(10L * at, 10, at)).toList();
    long[] bounds = IntStream.of(pages).asLongStream().toArray();
    var out = new ByteSink();
    new ColumnIndex(
            new ColumnIndex.Places(
                pages, SectionRun.of(sections), new int[] {0}, SectionRun.of(List.of()), null),
            new ColumnIndex.Bounds(bounds, bounds))
        .write(out);
    var in = new ByteSource(out.toBytes(), new ByteSource.Place("block", 0, "index"));
    return ColumnIndex.read(in, pageCount);
  }

  private static int[] found(ColumnIndex index, int pageCount) {
    return IntStream.range(0, pageCount).map(index.places()::find).toArray();
  }

  @Test
  void find_whereAllPagesHaveValues_findsEach() throws CorruptBlockException {
    assertThat(found(readBack(3, 0, 1, 2), 4)).containsExactly(0, 1, 2, -1);
  }

  @Test
  void find_whereTheFirstPagesHaveValues_findsNoOther() throws CorruptBlockException {
    assertThat(found(readBack(5, 0, 1), 5)).containsExactly(0, 1, -1, -1, -1);
  }

  @Test
  void find_whereSomePagesHaveValues_findsThese() throws CorruptBlockException {
    assertThat(found(readBack(6, 1, 2, 5), 6)).containsExactly(-1, 0, 1, -1, -1, 2);
  }

  @Test
  void find_whereNoPageHasValues_findsNone() throws CorruptBlockException {
    assertThat(found(readBack(3), 3)).containsExactly(-1, -1, -1);
  }

  @Test
  void read_whatWasWritten_knowsBounds() throws CorruptBlockException {
    assertThat(readBack(6, 1, 2, 5).bounds().maxes()).containsExactly(1, 2, 5);
    assertThat(readBack(6, 0, 1).bounds().mins()).containsExactly(0, 1);
  }

  @Test
  void memoryBytes_whereAllPagesHaveValues_countsNoPageNumbers() throws CorruptBlockException {
    int[] all = IntStream.range(0, 200).toArray();
    int[] behind = Arrays.stream(all).map(page -> page + 1).toArray();

    assertThat(readBack(201, behind).places().memoryBytes())
        .isEqualTo(readBack(201, all).places().memoryBytes() + 200L * Integer.BYTES);
  }
}
