package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CubeTest {
  private record Call(String first, String second, int tag, int slot, long nanos, boolean error) {}

  @Test
  void cells_fewSeries_countEachApart() {
    Cube cube = cube(10, List.of(call("a", 1, 5), call("b", 1, 6), call("a", 1, 7)));

    assertThat(cube.cells().stream().map(cell -> cell.measures().count())).containsExactly(2L, 1L);
    assertThat(cube.cells().getFirst().measures().durations().quantile(1)).isEqualTo(7);
  }

  @Test
  void cells_namesOverTheLimit_keepTheirServiceExact() {
    var calls = IntStream.range(0, 500).mapToObj(at -> call("op" + at, 1, at)).toList();
    Cube cube = cube(20, calls);

    List<Key> keys = cube.cells().stream().map(Cell::key).toList();
    assertThat(keys).hasSize(21);
    assertThat(keys.getFirst().second()).isEqualTo(Words.OTHER);
    assertThat(cube.words().text(keys.getFirst().first())).isEqualTo("service");
    assertThat(cube.cells().getFirst().measures().count()).isEqualTo(480);
    assertThat(cube.total().count()).isEqualTo(500);
  }

  @Test
  void cells_servicesAndSlotsOverTheLimit_stayBounded() {
    var calls =
        IntStream.range(0, 5000).mapToObj(at -> new Call("s" + at, "", 3, at, 1, true)).toList();
    Cube cube = cube(8, calls);

    assertThat(cube.cells()).hasSize(8 + 4 + 4 + 1);
    assertThat(cube.total().errors()).isEqualTo(5000);
  }

  @Test
  void cube_noRoom_saysWhatMustHold() {
    assertThatThrownBy(() -> new Cube(new Words(), 0)).hasMessageContaining("got 0");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cells_roomForAll_areThoseOfBruteForce(long seed) {
    List<Call> calls = calls(new SplittableRandom(seed));
    var expected =
        calls.stream().collect(Collectors.groupingBy(CubeTest::name, Collectors.counting()));
    Cube cube = cube(10_000, calls);

    assertThat(cube.cells().stream().map(cell -> name(cube, cell.key())))
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Cell cell : cube.cells()) {
      assertThat(expected).containsEntry(name(cube, cell.key()), cell.measures().count());
    }
    assertThat(cube.total().errors()).isEqualTo(calls.stream().filter(Call::error).count());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void merge_cubesOfParts_isTheCubeOfTheWhole(long seed) {
    var random = new SplittableRandom(seed);
    List<Call> calls = calls(random);
    int limit = random.nextInt(1, 120);
    int one = random.nextInt(calls.size() + 1);
    int two = random.nextInt(one, calls.size() + 1);
    List<List<Call>> parts =
        List.of(calls.subList(0, one), calls.subList(one, two), calls.subList(two, calls.size()));
    byte[] whole = cube(limit, calls).toBytes();
    Cube left = merged(merged(part(limit, parts, 0), part(limit, parts, 1)), part(limit, parts, 2));
    Cube right =
        merged(part(limit, parts, 2), merged(part(limit, parts, 1), part(limit, parts, 0)));

    assertThat(left.toBytes()).isEqualTo(whole);
    assertThat(right.toBytes()).isEqualTo(whole);
    assertThat(left.total().count()).isEqualTo(calls.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void merge_cubesOfDifferentLimits_keepsOnlyWhatMissedNothing(long seed) {
    var random = new SplittableRandom(seed);
    List<Call> calls = calls(random);
    var expected =
        calls.stream().collect(Collectors.groupingBy(CubeTest::name, Collectors.counting()));
    var whole = new Cube(new Words(), 10_000);
    for (int from = 0; from < calls.size(); from += 50) {
      List<Call> part = calls.subList(from, Math.min(from + 50, calls.size()));
      whole = merged(whole, cube(random.nextInt(1, 60), part));
    }

    assertThat(whole.total().count()).isEqualTo(calls.size());
    for (Cell cell : whole.cells()) {
      if (cell.key().level() == 0) {
        assertThat(expected).containsEntry(name(whole, cell.key()), cell.measures().count());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void subtract_partOfTheWhole_leavesTheRest(long seed) {
    var random = new SplittableRandom(seed);
    List<Call> calls = calls(random);
    int half = calls.size() / 2;
    Cube cube = cube(10_000, calls);

    cube.subtract(cube(10_000, calls.subList(0, half)));

    assertThat(cube.toBytes()).isEqualTo(cube(10_000, calls.subList(half, calls.size())).toBytes());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bytes_anyCube_becomeItAgainAndGoOnCounting(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    int limit = random.nextInt(1, 120);
    List<Call> calls = calls(random);
    int half = calls.size() / 2;
    byte[] bytes = cube(limit, calls.subList(0, half)).toBytes();
    Cube read = WrittenCube.of(bytes, "test").unfold(new Words());
    assertThat(read.toBytes()).isEqualTo(bytes);

    calls.subList(half, calls.size()).forEach(call -> add(read, call));

    assertThat(read.toBytes()).isEqualTo(cube(limit, calls).toBytes());
  }

  static long[] seeds() {
    return new SplittableRandom(13).longs(200).toArray();
  }

  private static Cube part(int limit, List<List<Call>> parts, int part) {
    return cube(limit, parts.get(part));
  }

  /// A cube merged through bytes, as blocks are.
  private static Cube merged(Cube one, Cube two) {
    try {
      Cube merged = WrittenCube.of(one.toBytes(), "one").unfold(new Words());
      merged.merge(WrittenCube.of(two.toBytes(), "two"), Window.ALL);
      return merged;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Call call(String name, int slot, long nanos) {
    return new Call("service", name, 1, slot, nanos, false);
  }

  private static List<Call> calls(SplittableRandom random) {
    int names = random.nextInt(1, 40);
    return Stream.generate(() ->
            new Call(
                "s" + random.nextInt(6),
                names % 2 == 0 ? "Ωp" + random.nextInt(names) : "",
                random.nextInt(3),
                random.nextInt(10),
                random.nextLong() >>> random.nextInt(1, 64),
                random.nextInt(4) == 0))
        .limit(random.nextInt(1, 600))
        .toList();
  }

  private static Cube cube(int limit, List<Call> calls) {
    var cube = new Cube(new Words(), limit);
    calls.forEach(call -> add(cube, call));
    return cube;
  }

  private static void add(Cube cube, Call call) {
    int first = cube.words().code(call.first());
    int second = cube.words().code(call.second());
    cube.add(first, second, call.tag(), call.slot(), call.nanos(), call.error());
  }

  private static String name(Call call) {
    return call.first() + " " + call.second() + " " + call.tag() + " " + call.slot();
  }

  private static String name(Cube cube, Key key) {
    Words words = cube.words();
    return words.text(key.first())
        + " "
        + words.text(key.second())
        + " "
        + key.tag()
        + " "
        + key.slot();
  }
}
