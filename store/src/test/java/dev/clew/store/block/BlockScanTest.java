package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockScanTest {
  private static final Path FILE = Path.of("/blocks/1.block");

  private final MemoryDisk disk = new MemoryDisk();
  private SealedBlock block;

  @BeforeEach
  void writeBlock() throws IOException {
    var origin = new BlockOrigin("tenant", 1, 2);
    BlockWriter.write(
        disk, FILE, SampleSpans.head(SampleSpans.request(4)), origin, Counting.first());
    block = SealedBlock.open(disk, FILE);
  }

  /// Reads all parts, and says how many bytes of them were damaged.
  private static long[] goodAndBad(BlockScan scan) {
    long good = 0;
    long bad = 0;
    while (true) {
      try {
        Optional<BlockScan.Part> part = scan.next();
        if (part.isEmpty()) {
          return new long[] {good, bad};
        }
        good += part.get().bytes();
      } catch (CorruptBlockException e) {
        bad++;
      }
    }
  }

  @Test
  void scan_ofAWholeBlock_isEveryByteOfTheFile() {
    assertThat(goodAndBad(block.scan())).containsExactly(disk.bytes(FILE).length, 0);
  }

  @Test
  void scan_anyByteTurned_findsIt() {
    byte[] bytes = disk.bytes(FILE);
    for (int at = 0; at < bytes.length; at += 101) {
      bytes[at] ^= 0x10;

      assertThat(goodAndBad(block.scan())[1]).as("byte %d", at).isPositive();
      bytes[at] ^= 0x10;
    }
  }

  @Test
  void scan_behindADamagedPart_goesOn() {
    byte[] bytes = disk.bytes(FILE);
    bytes[BlockFormat.HEADER_LENGTH] ^= 1;

    long[] found = goodAndBad(block.scan());

    assertThat(found[1]).isEqualTo(1);
    assertThat(found[0]).isGreaterThan(bytes.length / 2);
  }
}
