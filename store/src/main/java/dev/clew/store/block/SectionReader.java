package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.disk.ReadableFile;
import java.io.IOException;
import java.util.function.Supplier;

/// Takes sections out of a file, each only if it is what was written. Any thread may read.
record SectionReader(ReadableFile file, String name) {
  private static final Section.Compression[] COMPRESSIONS = Section.Compression.values();

  /// Reads a section.
  ///
  /// @param what what the section is, for the message if it is damaged
  ByteSource read(Section section, String what) throws IOException {
    return read(section, () -> what);
  }

  /// Reads a section, and names it only if it is damaged.
  ByteSource read(Section section, Supplier<String> what) throws IOException {
    var place = new ByteSource.Place(name, section.offset(), what);
    byte[] stored = bytes(section, place);
    var in = new ByteSource(stored, place);
    int compression = in.int8();
    if (compression >= COMPRESSIONS.length) {
      throw in.corrupt("needs a known compression, has " + compression);
    }
    return switch (COMPRESSIONS[compression]) {
      case NONE -> in;
      case ZSTD -> new ByteSource(decompress(in), place);
    };
  }

  /// Reads a section only to see that it is what was written.
  void check(Section section, String what) throws IOException {
    bytes(section, new ByteSource.Place(name, section.offset(), what));
  }

  private byte[] bytes(Section section, ByteSource.Place place) throws IOException {
    requireFit(section, place);
    byte[] stored = new byte[section.length()];
    file.read(section.offset(), stored);
    int crc = SectionWriter.crc(stored, stored.length);
    if (crc != section.crc()) {
      throw place.corrupt(String.format("needs checksum %08x, has %08x", section.crc(), crc));
    }
    return stored;
  }

  private void requireFit(Section section, ByteSource.Place place) throws CorruptBlockException {
    long room = file.size() - section.offset();
    if (section.offset() < 0 || section.length() < 0 || section.length() > room) {
      throw place.corrupt("needs " + section.length() + " bytes, the file has " + room + " there");
    }
  }

  private static byte[] decompress(ByteSource in) throws CorruptBlockException {
    byte[] content = new byte[in.count(BlockFormat.MAX_SECTION_BYTES)];
    if (!Decompressor.decompress(in.array(), in.position(), in.remaining(), content)) {
      throw in.corrupt("needs " + content.length + " bytes when decompressed");
    }
    return content;
  }
}
