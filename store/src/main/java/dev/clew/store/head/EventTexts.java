package dev.clew.store.head;

import dev.clew.store.Dictionary;
import dev.clew.wire.otlp.Tags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Encoded events, as the time they start with and what comes behind: no two events have the same
/// time, but failures of one cause share their long stack traces.
///
/// Guarded by the head's lock.
final class EventTexts {
  private static final int TIME_BYTES = 1 + Long.BYTES;
  private static final byte WHOLE = 0;
  private static final byte SPLIT = 1;

  private final HeadColumn column;
  private final GrowingDictionary rests;
  private final ByteBuffer split =
      ByteBuffer.allocate(TIME_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  EventTexts(HeadColumn column, MemoryMeter meter) {
    this.column = column;
    rests = new GrowingDictionary(meter);
  }

  void add(int row, byte[] source, int offset, int length) {
    if (length >= TIME_BYTES && source[offset] == Tags.EVENT_TIME) {
      int rest = rests.code(source, offset + TIME_BYTES, length - TIME_BYTES);
      split.put(0, SPLIT).put(1, source, offset + 1, Long.BYTES).putInt(TIME_BYTES, rest);
      column.add(row, split.array(), 0, split.capacity());
    } else {
      byte[] whole = new byte[1 + length];
      whole[0] = WHOLE;
      System.arraycopy(source, offset, whole, 1, length);
      column.add(row, whole, 0, whole.length);
    }
  }

  /// The column as if the events stood in it as they came.
  HeadColumn.Snapshot snapshot() {
    HeadColumn.Snapshot parts = column.snapshot();
    return parts.with(new Joined(parts.dictionary(), rests.snapshot()));
  }

  private record Joined(Dictionary parts, Dictionary rests) implements Dictionary {
    @Override
    public int size() {
      return parts.size();
    }

    @Override
    public byte[] bytes(int code) {
      byte[] part = parts.bytes(code);
      if (part[0] == WHOLE) {
        return Arrays.copyOfRange(part, 1, part.length);
      }
      byte[] rest =
          rests.bytes(ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN).getInt(TIME_BYTES));
      byte[] event = new byte[TIME_BYTES + rest.length];
      event[0] = Tags.EVENT_TIME;
      System.arraycopy(part, 1, event, 1, Long.BYTES);
      System.arraycopy(rest, 0, event, TIME_BYTES, rest.length);
      return event;
    }

    @Override
    public String text(int code) {
      return new String(bytes(code), StandardCharsets.UTF_8);
    }
  }
}
