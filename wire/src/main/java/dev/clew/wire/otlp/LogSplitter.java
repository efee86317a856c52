package dev.clew.wire.otlp;

import dev.clew.model.TraceId;
import dev.clew.model.ValueType;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Splits the bytes of an `ExportLogsServiceRequest` by the traces that its records belong to. All
/// fields stay, those that this code does not know as well.
///
/// Owned by one thread.
public final class LogSplitter {
  private static final int TRACE_ID_BYTES = 16;
  // Every trace gets a resource and a scope of its own, which must not become many times the bytes.
  private static final int FLOOR = 1 << 20;
  private static final int TIMES = 16;

  private final byte[] request;
  private final ProtoReader in;
  private final Map<TraceId, Part> parts = new LinkedHashMap<>();
  private long room;
  private int withoutTrace;
  private int resource;
  private int scope;

  private LogSplitter(byte[] request) {
    this.request = request;
    in = new ProtoReader(request, 0, request.length);
    room = FLOOR + (long) TIMES * request.length;
  }

  /// The records by trace, and how many have none.
  public record Split(List<TraceLogs> traces, int withoutTrace) {
    public Split {
      traces = List.copyOf(traces);
    }

    /// How many records there are with a trace.
    public int records() {
      return traces.stream().mapToInt(TraceLogs::records).sum();
    }
  }

  public static Split split(byte[] request) throws MalformedException {
    return new LogSplitter(request).split();
  }

  /// What goes to one trace.
  private static final class Part {
    final RequestWriter out = new RequestWriter();
    int resource = -1;
    int scope = -1;
    int records;
  }

  private Split split() throws MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.RESOURCE_SPANS) {
        int outer = in.enter();
        resourceLogs();
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    var traces = new ArrayList<TraceLogs>();
    parts.forEach(
        (trace, part) -> traces.add(new TraceLogs(trace, part.records, part.out.toBytes())));
    return new Split(traces, withoutTrace);
  }

  /// Everything of the message that is being read but its items; reading then starts anew.
  private byte[] head() throws MalformedException {
    int from = in.position();
    int to = in.limit();
    var head = new ProtoWriter();
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      in.skip(tag);
      if (tag != Tags.ITEMS) {
        head.raw(request, start, in.position() - start);
      }
    }
    in.window(from, to);
    return head.toBytes();
  }

  private void resourceLogs() throws MalformedException {
    byte[] head = head();
    resource++;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.ITEMS) {
        int outer = in.enter();
        scopeLogs(head);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void scopeLogs(byte[] resourceHead) throws MalformedException {
    byte[] head = head();
    scope++;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.ITEMS) {
        int outer = in.enter();
        record(resourceHead, head);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void record(byte[] resourceHead, byte[] scopeHead) throws MalformedException {
    int from = in.position();
    int to = in.limit();
    long id = Slice.EMPTY;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case LogTags.TRACE_ID -> id = AttributeReader.slice(in);
        case LogTags.BODY, LogTags.ATTRIBUTES -> check(tag);
        default -> in.skip(tag);
      }
    }
    TraceId trace = traceId(id);
    if (trace == null) {
      withoutTrace++;
      return;
    }
    Part part = parts.computeIfAbsent(trace, _ -> new Part());
    if (part.resource != resource) {
      take(resourceHead.length);
      part.out.startResource(resourceHead);
      part.resource = resource;
      part.scope = -1;
    }
    if (part.scope != scope) {
      take(scopeHead.length);
      part.out.startScope(scopeHead);
      part.scope = scope;
    }
    take(to - from);
    part.out.startSpan().raw(request, from, to - from);
    part.out.endSpan();
    part.records++;
  }

  private void take(int bytes) throws MalformedException {
    room -= bytes;
    if (room < 0) {
      throw new MalformedException(
          "resources and scopes must not be so large for so many traces that the records take more"
              + " than "
              + TIMES
              + " times the request's size");
    }
  }

  /// Reads a body or an attribute, so that reading it later can not fail.
  private void check(int tag) throws MalformedException {
    long slice = AttributeReader.slice(in);
    var list = new ProtoWriter(Slice.length(slice) + 8);
    SpanBytes.slice(list, Tags.VALUES, request, slice);
    ValueType type = tag == LogTags.BODY ? ValueType.ARRAY : ValueType.MAP;
    try {
      var _ = EncodedValues.decode(type, list.toBytes());
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable TraceId traceId(long slice) {
    if (Slice.length(slice) != TRACE_ID_BYTES) {
      return null;
    }
    ByteBuffer id = ByteBuffer.wrap(request, Slice.offset(slice), TRACE_ID_BYTES);
    long high = id.getLong();
    long low = id.getLong();
    return (high | low) == 0 ? null : new TraceId(high, low);
  }
}
