package dev.clew.store.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.testkit.Gen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether values without some bytes are passed over or not, the same answer with yes.
class HavingPartsTest {
  private final MemoryDisk disk = new MemoryDisk();

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /// Asks which values have a text in them, and may tell that before.
  private record Asking(String part, boolean isTold) implements Column.Answer<IOException> {
    @Override
    public BitSet of(Dictionary dictionary) {
      var codes = new BitSet();
      for (int code = 0; code < dictionary.size(); code++) {
        codes.set(code, dictionary.text(code).contains(part));
      }
      return codes;
    }

    @Override
    public List<byte[]> parts() {
      return isTold ? List.of(part.getBytes(UTF_8)) : List.of();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void codes_ofValuesWithAPart_areThoseOfAll(long seed) throws IOException {
    var gen = new Gen(seed);
    List<String> names = Stream.generate(() -> name(gen)).limit(6000).toList();
    var source =
        SampleSpans.head(6000, at -> SampleSpans.span(at + 1, at + 1, 0).setName(names.get(at)));
    Path file = Path.of("/blocks/1.block");
    BlockWriter.write(disk, file, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    try (SealedBlock block = SealedBlock.open(disk, file)) {
      StoredColumn column = block.stored(StoredKey.NAME).orElseThrow();
      for (int each = 0; each < 8; each++) {
        String part = part(gen, gen.oneOf(names));
        BitSet some = column.codes("by part " + each, new Asking(part, true));
        assertThat(some).isEqualTo(column.codes("all " + each, new Asking(part, false)));
      }
    }
  }

  private static String name(Gen gen) {
    return switch (gen.random().nextInt(3)) {
      case 0 -> new UUID(gen.random().nextLong(), gen.random().nextLong()).toString();
      case 1 -> "/api/orders/" + gen.random().nextInt(1 << 20) + "/items";
      default -> "k" + Long.toHexString(gen.random().nextLong()) + "-" + gen.random().nextInt(99);
    };
  }

  /// Mostly what is somewhere in a value.
  private static String part(Gen gen, String value) {
    int from = gen.random().nextInt(value.length());
    int to = Math.min(value.length(), from + 1 + gen.random().nextInt(8));
    return gen.chance(0.8) ? value.substring(from, to) : gen.oneOf(List.of("none", "/api", "é"));
  }
}
