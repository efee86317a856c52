package dev.clew.store.block;

import dev.clew.store.disk.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Puts sections one after the other into a file.
///
/// Owned by one thread.
final class SectionWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 20;

  // What the length before compression may take.
  private static final int LENGTH_BYTES = 4;

  // Nothing is saved on so few bytes.
  static final int SMALL = 48;

  private final WritableFile file;
  private final Compressor compressor = new Compressor();
  private final ByteSink buffer = new ByteSink();
  private final ByteSink stored = new ByteSink();
  private long written;

  SectionWriter(WritableFile file) {
    this.file = file;
  }

  /// Where the next byte goes.
  long position() {
    return written + buffer.size();
  }

  /// Writes bytes as they are.
  void raw(ByteSink bytes) throws IOException {
    buffer.raw(bytes.array(), 0, bytes.size());
    if (buffer.size() >= BUFFER_BYTES) {
      flush();
    }
  }

  /// Writes a section, compressed if that is worth it.
  Section write(ByteSink content) throws IOException {
    return write(content, content);
  }

  /// Writes a section as one of two contents that say the same: the one that is short as it is, or
  /// the one that is made to be compressed.
  Section write(ByteSink tight, ByteSink compressible) throws IOException {
    requireFit(tight.size());
    requireFit(compressible.size());
    int length = compressedLength(tight, compressible);
    return length < 0 ? storePlain(tight) : storeCompressed(compressible, length);
  }

  /// Writes a section as the smaller of two contents that say the same, of which the second has
  /// nothing left to compress.
  Section writeSmaller(ByteSink content, ByteSink packed) throws IOException {
    requireFit(content.size());
    int length = compressedLength(content, content);
    if (packed.size() < (length < 0 ? content.size() : length + LENGTH_BYTES)) {
      return storePlain(packed);
    }
    return length < 0 ? storePlain(content) : storeCompressed(content, length);
  }

  /// How long a section is when compressed, -1 where that is not worth it.
  private int compressedLength(ByteSink tight, ByteSink compressible) {
    if (tight.size() < SMALL) {
      return -1;
    }
    int length = compressor.compress(compressible);
    // Whoever reads pays for the decompression, so it has to save 3 %.
    return length + LENGTH_BYTES < tight.size() * 97L / 100 ? length : -1;
  }

  /// Writes a section that has nothing left to compress.
  Section writePlain(ByteSink content) throws IOException {
    requireFit(content.size());
    return storePlain(content);
  }

  private Section storeCompressed(ByteSink content, int length) throws IOException {
    stored.clear();
    stored.int8(Section.Compression.ZSTD.ordinal());
    stored.varint(content.size());
    stored.raw(compressor.array(), 0, length);
    return store();
  }

  private Section storePlain(ByteSink content) throws IOException {
    stored.clear();
    stored.int8(Section.Compression.NONE.ordinal());
    stored.raw(content.array(), 0, content.size());
    return store();
  }

  private Section store() throws IOException {
    var section = new Section(position(), stored.size(), crc(stored.array(), stored.size()));
    raw(stored);
    return section;
  }

  private static void requireFit(int size) {
    if (size > BlockFormat.MAX_SECTION_BYTES) {
      throw new IllegalArgumentException(
          "a section needs at most " + BlockFormat.MAX_SECTION_BYTES + " bytes, got " + size);
    }
  }

  static int crc(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  void flush() throws IOException {
    file.write(ByteBuffer.wrap(buffer.array(), 0, buffer.size()), written);
    written += buffer.size();
    buffer.clear();
  }

  /// Lets go of the memory of the compressor; the file is left open.
  @Override
  public void close() {
    compressor.close();
  }
}
