package dev.clew.store.block;

import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.ProtoWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What is stored of an encoded event or link beside the numbers that have columns of their own.
///
/// Both mostly start with these: an event with its time, a link with its ids. Then the bytes behind
/// them are the body, which many share: failures of one cause have the same long stack trace. What
/// starts otherwise is kept whole, behind a byte that no field starts with.
public final class Body {
  /// How many bytes of an event its time takes.
  private static final int TIME_BYTES = 1 + Long.BYTES;

  private static final int TRACE_ID_BYTES = 2 * Long.BYTES;

  /// How many bytes of a link its ids take.
  private static final int IDS_BYTES = 2 + TRACE_ID_BYTES + 2 + Long.BYTES;

  private static final byte WHOLE = 0;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Body() {}

  /// Where the body of an event begins, counted from the event's start; 0 where it is kept whole.
  public static int ofEvent(byte[] source, int offset, int length, long timeNanos) {
    boolean isCut =
        length >= TIME_BYTES
            && source[offset] == Tags.EVENT_TIME
            && (long) LITTLE.get(source, offset + 1) == timeNanos;
    return isCut && isPlain(source, offset, TIME_BYTES, length) ? TIME_BYTES : 0;
  }

  /// Where the body of a link begins, counted from the link's start; 0 where it is kept whole.
  public static int ofLink(byte[] source, int offset, int length, LinkTarget target) {
    int spanId = offset + 2 + TRACE_ID_BYTES;
    boolean isCut =
        length >= IDS_BYTES
            && source[offset] == Tags.LINK_TRACE_ID
            && source[offset + 1] == TRACE_ID_BYTES
            && (long) BIG.get(source, offset + 2) == target.traceIdHigh()
            && (long) BIG.get(source, offset + 2 + Long.BYTES) == target.traceIdLow()
            && source[spanId] == Tags.LINK_SPAN_ID
            && source[spanId + 1] == Long.BYTES
            && (long) BIG.get(source, spanId + 2) == target.spanId();
    return isCut && isPlain(source, offset, IDS_BYTES, length) ? IDS_BYTES : 0;
  }

  private static boolean isPlain(byte[] source, int offset, int told, int length) {
    return length == told || source[offset + told] != WHOLE;
  }

  /// The body of what is kept whole.
  public static byte[] whole(byte[] source, int offset, int length) {
    byte[] body = new byte[1 + length];
    body[0] = WHOLE;
    System.arraycopy(source, offset, body, 1, length);
    return body;
  }

  private static boolean isWhole(byte[] body) {
    return body.length > 0 && body[0] == WHOLE;
  }

  /// Writes the event as it was.
  static void writeEvent(long timeNanos, byte[] body, ProtoWriter out) {
    if (isWhole(body)) {
      out.raw(body, 1, body.length - 1);
    } else {
      out.fixed64(Tags.EVENT_TIME, timeNanos);
      out.raw(body, 0, body.length);
    }
  }

  /// Writes the link as it was.
  static void writeLink(LinkTarget target, byte[] body, ProtoWriter out) {
    if (isWhole(body)) {
      out.raw(body, 1, body.length - 1);
    } else {
      var traceId = ByteBuffer.allocate(TRACE_ID_BYTES);
      traceId.putLong(target.traceIdHigh()).putLong(target.traceIdLow());
      out.bytes(Tags.LINK_TRACE_ID, traceId.array());
      var spanId = ByteBuffer.allocate(Long.BYTES).putLong(target.spanId());
      out.bytes(Tags.LINK_SPAN_ID, spanId.array());
      out.raw(body, 0, body.length);
    }
  }
}
