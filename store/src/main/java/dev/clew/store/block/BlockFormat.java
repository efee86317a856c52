package dev.clew.store.block;

/// The fixed parts of a block file; `docs/format.md` draws them.
final class BlockFormat {
  static final String TEMPORARY_SUFFIX = ".tmp";

  /// "CLEWBLK" and a line feed, which a transfer as text would not leave alone.
  static final long MAGIC = 0x0a4b_4c42_5745_4c43L;

  /// The format of new blocks. Those of format 1 have events and links whole.
  static final int VERSION = 2;

  static final int OLDEST_VERSION = 1;

  /// Magic, version, and the CRC32C of both.
  static final int HEADER_LENGTH = 16;

  /// Offset, length and CRC32C of the footer, the CRC32C of these, magic.
  static final int TRAILER_LENGTH = 28;

  static final int PAGE_ROWS = 4096;

  /// Where a page is cut before it has all its rows, because they have so many events or links.
  static final int PAGE_VALUES = 1 << 16;

  /// More than a request can hold for one span.
  static final int MAX_PAGE_VALUES = 1 << 24;

  /// More pages or chunks than a column can have.
  static final int MAX_NUMBERS = 1 << 24;

  static final int TRACES_A_PAGE = 1024;

  /// What the values of a dictionary are put together to before they are compressed, if that makes
  /// a few values at least: long ones are often alike.
  static final int CHUNK_BYTES = 1 << 15;

  static final int FEW_VALUES = 1024;

  /// The same, for values that share templates.
  static final int FEW_WITH_TEMPLATES = 128;

  /// What even a few values are not put together beyond.
  static final int MAX_CHUNK_BYTES = 1 << 20;

  /// How many values are put together at most.
  static final int CHUNK_VALUES = 1 << 12;

  /// More than a request can hold for one value.
  static final int MAX_SECTION_BYTES = 1 << 26;

  private BlockFormat() {}
}
