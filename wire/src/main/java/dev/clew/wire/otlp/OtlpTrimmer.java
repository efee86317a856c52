package dev.clew.wire.otlp;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;

/// Brings a request within its limits. Texts and bytes that are too long end early, lists lose
/// their last items; attributes, events and links too many are dropped and added to the number of
/// dropped ones that OTLP has a field for. Fields it does not know stay as they are.
///
/// Owned by one thread.
public final class OtlpTrimmer {
  private static final int MAX_CONTINUATION_BYTES = 3;

  private final byte[] request;
  private final SpanLimits limits;
  private final ProtoReader in;
  private final ProtoWriter out;
  private final Map<Excess, Integer> counts = new EnumMap<>(Excess.class);

  private OtlpTrimmer(byte[] request, SpanLimits limits) {
    this.request = request;
    this.limits = limits;
    in = new ProtoReader(request, 0, request.length);
    out = new ProtoWriter(request.length);
  }

  /// The spans whose rows are to be kept, within the limits.
  public static Trimmed trim(SpanBatch batch, IntPredicate keep, SpanLimits limits) {
    // Written once, every message is in one piece and every count comes once.
    byte[] request = OtlpWriter.write(batch, keep);
    try {
      return new OtlpTrimmer(request, limits).trim();
    } catch (MalformedException e) {
      throw new IllegalStateException("request that was just written needs to be readable", e);
    }
  }

  private Trimmed trim() throws MalformedException {
    while (in.hasMore()) {
      message(in.tag(), this::resourceSpans);
    }
    return new Trimmed(out.toBytes(), counts);
  }

  /// Copies the field that starts at `start` and whose tag was just read.
  private interface Field {
    void copy(int tag, int start) throws MalformedException;
  }

  private void message(int message, Field field, Quota... quotas) throws MalformedException {
    int outer = in.enter();
    int mark = out.begin(message);
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      if (!isTaken(tag, quotas)) {
        field.copy(tag, start);
      }
    }
    for (Quota quota : quotas) {
      quota.end();
    }
    out.end(mark);
    in.leave(outer);
  }

  private static boolean isTaken(int tag, Quota[] quotas) throws MalformedException {
    for (Quota quota : quotas) {
      if (quota.takes(tag)) {
        return true;
      }
    }
    return false;
  }

  private void resourceSpans(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.HEAD ->
          message(
              tag,
              this::copy,
              attributes(Tags.RESOURCE_ATTRIBUTES, Tags.RESOURCE_DROPPED_ATTRIBUTES));
      case Tags.ITEMS -> message(tag, this::scopeSpans);
      case Tags.SCHEMA_URL -> text(tag, limits.maxValueBytes());
      default -> copy(tag, start);
    }
  }

  private void scopeSpans(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.HEAD ->
          message(
              tag, this::scope, attributes(Tags.SCOPE_ATTRIBUTES, Tags.SCOPE_DROPPED_ATTRIBUTES));
      case Tags.ITEMS ->
          message(
              tag,
              this::span,
              attributes(Tags.ATTRIBUTES, Tags.DROPPED_ATTRIBUTES),
              new Quota(Excess.EVENT, Tags.EVENTS, Tags.DROPPED_EVENTS, limits.maxEvents()),
              new Quota(Excess.LINK, Tags.LINKS, Tags.DROPPED_LINKS, limits.maxLinks()));
      case Tags.SCHEMA_URL -> text(tag, limits.maxValueBytes());
      default -> copy(tag, start);
    }
  }

  private void scope(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.SCOPE_NAME, Tags.SCOPE_VERSION -> text(tag, limits.maxNameBytes());
      default -> copy(tag, start);
    }
  }

  private void span(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.NAME -> text(tag, limits.maxNameBytes());
      case Tags.TRACE_STATE -> text(tag, limits.maxValueBytes());
      case Tags.STATUS -> message(tag, this::status);
      default -> copy(tag, start);
    }
  }

  private void status(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.STATUS_MESSAGE -> text(tag, limits.maxValueBytes());
      default -> copy(tag, start);
    }
  }

  private void event(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.EVENT_NAME -> text(tag, limits.maxNameBytes());
      default -> copy(tag, start);
    }
  }

  private void link(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.LINK_TRACE_STATE -> text(tag, limits.maxValueBytes());
      default -> copy(tag, start);
    }
  }

  private void attribute(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.KEY -> text(tag, limits.maxNameBytes());
      case Tags.VALUE -> message(tag, this::value);
      default -> copy(tag, start);
    }
  }

  private void value(int tag, int start) throws MalformedException {
    switch (tag) {
      case Tags.STRING_VALUE -> text(tag, limits.maxValueBytes());
      case Tags.BYTES_VALUE -> bytes(tag);
      case Tags.ARRAY_VALUE, Tags.MAP_VALUE -> list(tag);
      default -> copy(tag, start);
    }
  }

  private void copy(int tag, int start) throws MalformedException {
    in.skip(tag);
    out.raw(request, start, in.position() - start);
  }

  private void text(int tag, int most) throws MalformedException {
    long slice = AttributeReader.slice(in);
    out.bytes(tag, request, Slice.offset(slice), kept(slice, most));
  }

  /// How much of a text to keep so that no character is cut in two.
  private int kept(long slice, int most) {
    if (Slice.length(slice) <= most) {
      return Slice.length(slice);
    }
    add(Excess.VALUE, 1);
    int from = Slice.offset(slice);
    for (int kept = most; kept > 0 && kept >= most - MAX_CONTINUATION_BYTES; kept--) {
      if ((request[from + kept] & 0xc0) != 0x80) {
        return kept;
      }
    }
    return most; // no UTF-8 to begin with
  }

  private void bytes(int tag) throws MalformedException {
    long slice = AttributeReader.slice(in);
    int length = Slice.length(slice);
    if (length > limits.maxValueBytes()) {
      add(Excess.VALUE, 1);
      length = limits.maxValueBytes();
    }
    out.bytes(tag, request, Slice.offset(slice), length);
  }

  /// Copies as many whole items as fit.
  private void list(int message) throws MalformedException {
    int outer = in.enter();
    int from = in.position();
    int to = from;
    while (in.hasMore()) {
      in.skip(in.tag());
      if (in.position() - from <= limits.maxValueBytes()) {
        to = in.position();
      }
    }
    if (to < in.position()) {
      add(Excess.VALUE, 1);
    }
    out.bytes(message, request, from, to - from);
    in.leave(outer);
  }

  private Quota attributes(int tag, int droppedTag) {
    return new Quota(Excess.ATTRIBUTE, tag, droppedTag, limits.maxAttributes());
  }

  private void item(Excess kind, int tag) throws MalformedException {
    switch (kind) {
      case ATTRIBUTE -> message(tag, this::attribute);
      case EVENT ->
          message(
              tag, this::event, attributes(Tags.EVENT_ATTRIBUTES, Tags.EVENT_DROPPED_ATTRIBUTES));
      case LINK ->
          message(tag, this::link, attributes(Tags.LINK_ATTRIBUTES, Tags.LINK_DROPPED_ATTRIBUTES));
      case VALUE -> throw new IllegalArgumentException("values are cut, not dropped");
    }
  }

  private void add(Excess kind, int count) {
    counts.merge(kind, count, Integer::sum);
  }

  /// How many things of a kind one message may still have, and how many it lost.
  private final class Quota {
    private static final long MAX_COUNT = 0xffff_ffffL;

    private final Excess kind;
    private final int tag;
    private final int droppedTag;
    private int left;
    private int dropped;
    private long droppedBefore;

    Quota(Excess kind, int tag, int droppedTag, int max) {
      this.kind = kind;
      this.tag = tag;
      this.droppedTag = droppedTag;
      left = max;
    }

    boolean takes(int field) throws MalformedException {
      if (field == droppedTag) {
        droppedBefore = Integer.toUnsignedLong(in.int32());
        return true;
      }
      if (field != tag) {
        return false;
      }
      if (left > 0) {
        left--;
        item(kind, field);
      } else {
        dropped++;
        in.skip(field);
      }
      return true;
    }

    void end() {
      long sum = Math.min(droppedBefore + dropped, MAX_COUNT);
      if (sum > 0) {
        out.varint(droppedTag, sum);
      }
      if (dropped > 0) {
        add(kind, dropped);
      }
    }
  }
}
