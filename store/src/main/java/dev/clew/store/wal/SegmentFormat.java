package dev.clew.store.wal;

import dev.clew.wire.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// The bytes of a log segment, little-endian; `docs/format.md` draws them.
final class SegmentFormat {
  static final String SUFFIX = ".wal";
  static final String TEMPORARY_SUFFIX = ".wal.tmp";
  static final String DAMAGED_SUFFIX = ".damaged";

  /// "CLEWWAL" and a line feed, which a transfer as text would not leave alone.
  static final long MAGIC = 0x0a4c_4157_5745_4c43L;

  static final int VERSION = 1;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int HEADER_CRC_OFFSET = 12;
  static final int NUMBER_OFFSET = 16;
  static final int PREVIOUS_SEQUENCE_OFFSET = 24;
  static final int HEADER_LENGTH = 32;

  static final int LENGTH_OFFSET = 0;
  static final int CRC_OFFSET = 4;
  static final int SEQUENCE_OFFSET = 8;
  static final int ENCODING_OFFSET = 16;
  static final int TENANT_LENGTH_OFFSET = 17;
  static final int TENANT_OFFSET = 18;

  /// What stands before the part that a record's length counts.
  static final int FRAME_LENGTH = SEQUENCE_OFFSET;

  static final int MIN_LENGTH = TENANT_OFFSET - FRAME_LENGTH;

  /// Set in the encoding's byte of a record that was written when all before it was synced: where
  /// such a record stands behind damage, the damage is not just a torn tail.
  private static final int SYNCED_BEFORE = 0x80;

  private static final Encoding[] ENCODINGS = Encoding.values();

  private SegmentFormat() {}

  static String fileName(long number) {
    return String.format("%016d", number) + SUFFIX;
  }

  static ByteBuffer header(long number, long previousSequence) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC_OFFSET, MAGIC).putInt(VERSION_OFFSET, VERSION);
    header.putLong(NUMBER_OFFSET, number).putLong(PREVIOUS_SEQUENCE_OFFSET, previousSequence);
    return header.putInt(HEADER_CRC_OFFSET, headerCrc(header.array()));
  }

  /// The CRC32C of the header with its own place left out.
  static int headerCrc(byte[] header) {
    var crc = new CRC32C();
    crc.update(header, 0, HEADER_CRC_OFFSET);
    crc.update(header, NUMBER_OFFSET, HEADER_LENGTH - NUMBER_OFFSET);
    return (int) crc.getValue();
  }

  /// A record up to its body.
  static ByteBuffer recordHead(long segment, WalRecord record, boolean isSyncedBefore) {
    byte[] tenant = record.tenant().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer head =
        ByteBuffer.allocate(TENANT_OFFSET + tenant.length).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(LENGTH_OFFSET, MIN_LENGTH + tenant.length + record.body().length);
    head.putLong(SEQUENCE_OFFSET, record.sequence());
    int synced = isSyncedBefore ? SYNCED_BEFORE : 0;
    head.put(ENCODING_OFFSET, (byte) (record.encoding().ordinal() | synced));
    head.put(TENANT_LENGTH_OFFSET, (byte) tenant.length);
    head.put(TENANT_OFFSET, tenant);
    CRC32C crc = recordCrc(segment, head.getInt(LENGTH_OFFSET));
    crc.update(head.array(), SEQUENCE_OFFSET, head.capacity() - SEQUENCE_OFFSET);
    crc.update(record.body());
    return head.putInt(CRC_OFFSET, (int) crc.getValue());
  }

  static long sizeOf(WalRecord record) {
    return (long) TENANT_OFFSET + record.tenant().length() + record.body().length;
  }

  /// A checksum that has seen the segment's number, so that a record counts in its own segment
  /// only, and the record's length.
  static CRC32C recordCrc(long segment, int length) {
    var crc = new CRC32C();
    ByteBuffer seen = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    crc.update(seen.putLong(segment).putInt(length).array());
    return crc;
  }

  static Encoding encoding(byte number) {
    return ENCODINGS[Byte.toUnsignedInt(number) & ~SYNCED_BEFORE];
  }

  static boolean isSyncedBefore(byte encoding) {
    return (encoding & SYNCED_BEFORE) != 0;
  }
}
