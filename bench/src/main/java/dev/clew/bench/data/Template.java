package dev.clew.bench.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One encoded export request whose ids, times and random values are written anew for each round.
/// Immutable, so any thread may stamp it.
public final class Template {
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final int number;
  private final byte[] bytes;
  private final Stamps stamps;
  private final SortedMap<Integer, Integer> spansByTrace;
  private final int spans;

  private Template(
      int number, StampedBytes request, SortedMap<Integer, Integer> spansByTrace, int spans) {
    this.number = number;
    bytes = request.toBytes();
    stamps = request.stamps();
    this.spansByTrace = Collections.unmodifiableSortedMap(spansByTrace);
    this.spans = spans;
  }

  static Template of(int number, StampedBytes request, List<Draft> batch) {
    SortedMap<Integer, Integer> spansByTrace = new TreeMap<>();
    batch.forEach(draft -> spansByTrace.merge(draft.trace(), 1, Integer::sum));
    return new Template(number, request, spansByTrace, batch.size());
  }

  /// How many spans each trace has in this request, by the trace's number in the round.
  public SortedMap<Integer, Integer> spansByTrace() {
    return spansByTrace;
  }

  public int spans() {
    return spans;
  }

  /// The length of the request in bytes, the same in every round.
  public int length() {
    return bytes.length;
  }

  /// This request as it is sent in a round.
  public byte[] stamp(Round round) {
    byte[] copy = bytes.clone();
    long spanKey = round.spanKey();
    long valueKey = round.valueKey(number);
    long end = 0;
    long stretch = 0;
    for (int at = 0; at < stamps.size(); at++) {
      int offset = stamps.offset(at);
      long argument = stamps.argument(at);
      switch (stamps.kind(at)) {
        case TRACE_ID -> {
          BIG.set(copy, offset, round.traceHigh((int) argument));
          BIG.set(copy, offset + 8, round.traceLow((int) argument));
          end = round.endNanos((int) argument);
          stretch = round.stretch((int) argument);
        }
        case SPAN_ID -> BIG.set(copy, offset, Mix.of(spanKey, argument));
        case TIME -> LITTLE.set(copy, offset, end + ((argument * stretch) >> Round.STRETCH_BITS));
        case UUID -> uuid(copy, offset, Mix.of(valueKey, 2L * at), Mix.of(valueKey, 2L * at + 1));
        case DIGITS -> digits(copy, offset, (int) argument, Mix.of(valueKey, 2L * at));
      }
    }
    return copy;
  }

  private static void digits(byte[] to, int offset, int count, long random) {
    long rest = random >>> 1;
    for (int at = offset; at < offset + count; at++) {
      to[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /// A random UUID, version 4.
  private static void uuid(byte[] to, int offset, long high, long low) {
    long versioned = (high & ~0xF000L) | 0x4000L;
    long variant = (low & ~(3L << 62)) | (1L << 63);
    hex(to, offset, versioned >>> 32, 8);
    to[offset + 8] = '-';
    hex(to, offset + 9, versioned >>> 16, 4);
    to[offset + 13] = '-';
    hex(to, offset + 14, versioned, 4);
    to[offset + 18] = '-';
    hex(to, offset + 19, variant >>> 48, 4);
    to[offset + 23] = '-';
    hex(to, offset + 24, variant, 12);
  }

  private static void hex(byte[] to, int offset, long bits, int digits) {
    for (int at = offset + digits - 1; at >= offset; at--) {
      to[at] = HEX[(int) bits & 0xF];
      bits >>>= 4;
    }
  }
}
