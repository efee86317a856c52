package dev.clew.store.wal;

import dev.clew.store.disk.ReadableFile;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads the records of one segment up to the first that is not whole.
///
/// Owned by one thread.
final class SegmentReader {
  private static final int STEP = 1 << 16;
  private static final int SCAN = 1 << 20;

  private final ReadableFile file;
  private final long number;
  private long position = SegmentFormat.HEADER_LENGTH;
  private long lastSequence = -1;
  private String damage = "";

  private SegmentReader(ReadableFile file, long number) {
    this.file = file;
    this.number = number;
  }

  /// What a segment's header says.
  record Header(int version, long number, long previousSequence) {}

  /// Reads the header, or says why it is none.
  static Header header(ReadableFile file) throws DamagedSegmentException, IOException {
    if (file.size() < SegmentFormat.HEADER_LENGTH) {
      throw new DamagedSegmentException("needs a header, has " + file.size() + " bytes");
    }
    byte[] bytes = new byte[SegmentFormat.HEADER_LENGTH];
    file.read(0, bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int expected = SegmentFormat.headerCrc(bytes);
    int found = header.getInt(SegmentFormat.HEADER_CRC_OFFSET);
    if (header.getLong(SegmentFormat.MAGIC_OFFSET) != SegmentFormat.MAGIC || found != expected) {
      throw new DamagedSegmentException("header is not what was written");
    }
    return new Header(
        header.getInt(SegmentFormat.VERSION_OFFSET),
        header.getLong(SegmentFormat.NUMBER_OFFSET),
        header.getLong(SegmentFormat.PREVIOUS_SEQUENCE_OFFSET));
  }

  static SegmentReader of(ReadableFile file, Header header) {
    return new SegmentReader(file, header.number());
  }

  /// Where the last whole record ended.
  long position() {
    return position;
  }

  /// Why the records end before the file does, or an empty text where only zeroes follow.
  String damage() {
    return damage;
  }

  /// Hands over every record up to the first that is not whole.
  void readAll(WalRecord.Sink sink) throws IOException {
    while (file.size() - position >= SegmentFormat.TENANT_OFFSET) {
      WalRecord record = next();
      if (record == null) {
        return;
      }
      lastSequence = record.sequence();
      sink.accept(record);
    }
    endAt(position);
  }

  /// True when a record behind the damage says that what is damaged was once synced, and may have
  /// been acknowledged.
  boolean isDamageOfSynced() throws IOException {
    long from = position;
    while (from < file.size()) {
      byte[] bytes = new byte[(int) Math.min(SCAN, file.size() - from)];
      file.read(from, bytes);
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int last = bytes.length - SegmentFormat.TENANT_OFFSET;
      for (int at = 0; at <= last; at++) {
        if (looksLikeRecord(buffer, at, from) && isRecord(from + at)) {
          return true;
        }
      }
      from += Math.max(1, last + 1);
    }
    return false;
  }

  private boolean looksLikeRecord(ByteBuffer bytes, int at, long from) {
    int length = bytes.getInt(at + SegmentFormat.LENGTH_OFFSET);
    return length >= SegmentFormat.MIN_LENGTH
        && length <= file.size() - from - at - SegmentFormat.FRAME_LENGTH
        && SegmentFormat.isSyncedBefore(bytes.get(at + SegmentFormat.ENCODING_OFFSET))
        && bytes.getLong(at + SegmentFormat.SEQUENCE_OFFSET) > lastSequence;
  }

  private boolean isRecord(long at) throws IOException {
    byte[] frame = new byte[SegmentFormat.FRAME_LENGTH];
    file.read(at, frame);
    ByteBuffer head = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = new byte[head.getInt(SegmentFormat.LENGTH_OFFSET)];
    file.read(at + SegmentFormat.FRAME_LENGTH, bytes);
    return crc(bytes) == head.getInt(SegmentFormat.CRC_OFFSET);
  }

  private int crc(byte[] record) {
    CRC32C crc = SegmentFormat.recordCrc(number, record.length);
    crc.update(record);
    return (int) crc.getValue();
  }

  private @Nullable WalRecord next() throws IOException {
    byte[] frame = new byte[SegmentFormat.FRAME_LENGTH];
    file.read(position, frame);
    ByteBuffer head = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    int length = head.getInt(SegmentFormat.LENGTH_OFFSET);
    if (length == 0) {
      endAt(position);
      return null;
    }
    long room = file.size() - position - SegmentFormat.FRAME_LENGTH;
    if (length < SegmentFormat.MIN_LENGTH || length > room) {
      damage =
          "record length needs " + SegmentFormat.MIN_LENGTH + " to " + room + ", got " + length;
      return null;
    }
    return record(length, head.getInt(SegmentFormat.CRC_OFFSET));
  }

  private @Nullable WalRecord record(int length, int expectedCrc) throws IOException {
    byte[] bytes = new byte[length];
    file.read(position + SegmentFormat.FRAME_LENGTH, bytes);
    int crc = crc(bytes);
    if (crc != expectedCrc) {
      damage = String.format("record checksum %08x, expected %08x", expectedCrc, crc);
      return null;
    }
    position += SegmentFormat.FRAME_LENGTH + length;
    return decode(bytes);
  }

  private static WalRecord decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long sequence = buffer.getLong();
    Encoding encoding = SegmentFormat.encoding(buffer.get());
    int tenantLength = Byte.toUnsignedInt(buffer.get());
    String tenant = new String(bytes, buffer.position(), tenantLength, StandardCharsets.US_ASCII);
    byte[] body = Arrays.copyOfRange(bytes, SegmentFormat.MIN_LENGTH + tenantLength, bytes.length);
    return new WalRecord(sequence, tenant, encoding, body);
  }

  /// An end is a good one only if nothing but zeroes follows.
  private void endAt(long end) throws IOException {
    for (long at = end; at < file.size(); at += STEP) {
      byte[] bytes = new byte[(int) Math.min(STEP, file.size() - at)];
      file.read(at, bytes);
      for (byte each : bytes) {
        if (each != 0) {
          damage = "bytes behind the last record";
          return;
        }
      }
    }
  }
}
