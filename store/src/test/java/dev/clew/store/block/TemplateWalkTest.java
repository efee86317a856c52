package dev.clew.store.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import dev.clew.testkit.Gen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A walk over what stands in a file says of each value what it says of its bytes.
class TemplateWalkTest {
  private final MemoryDisk disk = new MemoryDisk();

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /// Adds up the bytes until it has seen enough.
  private record Adding(int enough, int modulus) implements Walk {
    @Override
    public int start(int length) {
      return 0;
    }

    @Override
    public int next(int state, byte each) {
      int sum = state + (each & 0xff);
      return sum < enough ? sum : known(sum);
    }

    @Override
    public int end(int state) {
      return known(state);
    }

    private int known(int sum) {
      return switch (sum % modulus) {
        case 0 -> YES;
        case 1 -> OPEN;
        default -> NO;
      };
    }

    int of(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      return judge(bytes, 0, bytes.length);
    }
  }

  /// Says yes to what stays open and has an even length.
  private record Asking(Walk of) implements Column.Answer<IOException> {
    @Override
    public BitSet of(Dictionary dictionary) {
      var codes = new BitSet();
      for (int code = 0; code < dictionary.size(); code++) {
        codes.set(code, dictionary.text(code).length() % 2 == 0);
      }
      return codes;
    }

    @Override
    public Optional<Walk> walk() {
      return Optional.of(of);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void codes_ofAWalk_areThoseOfTheValues(long seed) throws IOException {
    var gen = new Gen(seed);
    try (SealedBlock block = block(gen)) {
      StoredColumn column = block.stored(StoredKey.NAME).orElseThrow();
      var walk = new Adding(gen.random().nextInt(3000), 2 + gen.random().nextInt(4));

      BitSet codes = column.codes("any", new Asking(walk));

      Dictionary all = column.dictionary();
      for (int code = 0; code < all.size(); code++) {
        int known = walk.of(all.text(code));
        boolean isOpen = known == Walk.OPEN && all.text(code).length() % 2 == 0;
        assertThat(codes.get(code)).isEqualTo(known == Walk.YES || isOpen);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void look_whateverStaysOpen_isSeenWithItsCode(long seed) throws IOException {
    var gen = new Gen(seed);
    try (SealedBlock block = block(gen)) {
      StoredColumn column = block.stored(StoredKey.NAME).orElseThrow();
      var walk = new Adding(gen.random().nextInt(3000), 2);

      List<String> seen = seen(column, walk);

      Dictionary all = column.dictionary();
      Stream<String> open =
          IntStream.range(0, all.size())
              .filter(code -> walk.of(all.text(code)) == Walk.OPEN)
              .mapToObj(code -> code + " " + all.text(code));
      assertThat(seen).containsExactlyElementsOf(open.toList());
    }
  }

  private static List<String> seen(StoredColumn column, Walk walk) throws IOException {
    var seen = new ArrayList<String>();
    column.look(
        new Column.Viewer<IOException>() {
          @Override
          public Walk walk() {
            return walk;
          }

          @Override
          public void see(int code, Dictionary values, int at) {
            seen.add(code + " " + values.text(at));
          }
        });
    return seen;
  }

  /// Counts the bytes, and holds the count against what was said before.
  private static final class Measuring implements Walk {
    @Override
    public int start(int length) {
      return length;
    }

    @Override
    public int next(int state, byte each) {
      return state == 0 ? OPEN : state - 1;
    }

    @Override
    public int end(int state) {
      return state == 0 ? NO : OPEN;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void start_ofValuesOfOneLength_isToldIt(long seed) throws IOException {
    try (SealedBlock block = block(new Gen(seed))) {
      StoredColumn column = block.stored(StoredKey.NAME).orElseThrow();

      assertThat(seen(column, new Measuring())).allMatch(each -> each.contains("/items"));
    }
  }

  private SealedBlock block(Gen gen) throws IOException {
    List<String> names = Stream.generate(() -> name(gen)).limit(6000).toList();
    var source =
        SampleSpans.head(6000, at -> SampleSpans.span(at + 1, at + 1, 0).setName(names.get(at)));
    Path file = Path.of("/blocks/1.block");
    BlockWriter.write(disk, file, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    return SealedBlock.open(disk, file);
  }

  /// Those with a number that may have any count of digits have items.
  private static String name(Gen gen) {
    return switch (gen.random().nextInt(5)) {
      case 0 -> new UUID(gen.random().nextLong(), gen.random().nextLong()).toString();
      case 1 ->
          "/api/orders/" + gen.random().nextInt(1 << 20) + "/items/" + gen.random().nextInt(9);
      case 2 ->
          "k"
              + "%016x".formatted(gen.random().nextLong())
              + "-"
              + "%012d".formatted(gen.random().nextInt(1 << 30));
      case 3 -> "%05x".formatted(gen.random().nextInt(1 << 20));
      default -> "GET /" + gen.oneOf(List.of("a", "b", "é"));
    };
  }
}
