package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.disk.ReadableFile;
import java.io.IOException;

/// The first and the last bytes of a block file, which lead to its footer.
record Envelope(ReadableFile file, SectionReader sections) {
  Footer readFooter() throws IOException {
    long needed = (long) BlockFormat.HEADER_LENGTH + BlockFormat.TRAILER_LENGTH;
    if (file.size() < needed) {
      throw new CorruptBlockException(
          sections.name(), 0, "a block needs " + needed + " bytes, has " + file.size());
    }
    checkHeader();
    return Footer.read(sections.read(trailer(), "footer"));
  }

  /// Reads what leads to the columns again, and says how many bytes that is.
  long check() throws IOException {
    readFooter();
    return (long) BlockFormat.HEADER_LENGTH + trailer().length() + BlockFormat.TRAILER_LENGTH;
  }

  private void checkHeader() throws IOException {
    ByteSource in = source(0, BlockFormat.HEADER_LENGTH, "header");
    checkMagic(in);
    int version = in.int32();
    checkCrc(in);
    if (version < BlockFormat.OLDEST_VERSION || version > BlockFormat.VERSION) {
      throw new IOException(
          sections.name()
              + " has format version "
              + version
              + ", this program reads up to "
              + BlockFormat.VERSION
              + "; start the newer program that wrote it");
    }
  }

  private Section trailer() throws IOException {
    long offset = file.size() - BlockFormat.TRAILER_LENGTH;
    ByteSource in = source(offset, BlockFormat.TRAILER_LENGTH, "trailer");
    var footer = new Section(in.int64(), in.int32(), in.int32());
    checkCrc(in);
    checkMagic(in);
    return footer;
  }

  private ByteSource source(long offset, int length, String what) throws IOException {
    byte[] bytes = new byte[length];
    file.read(offset, bytes);
    return new ByteSource(bytes, new ByteSource.Place(sections.name(), offset, what));
  }

  private static void checkMagic(ByteSource in) throws CorruptBlockException {
    long magic = in.int64();
    if (magic != BlockFormat.MAGIC) {
      throw in.corrupt(String.format("needs the magic %016x, has %016x", BlockFormat.MAGIC, magic));
    }
  }

  private static void checkCrc(ByteSource in) throws CorruptBlockException {
    int expected = SectionWriter.crc(in.array(), in.position());
    int crc = in.int32();
    if (crc != expected) {
      throw in.corrupt(String.format("needs checksum %08x, has %08x", crc, expected));
    }
  }
}
