package dev.clew.wire.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import org.jspecify.annotations.Nullable;

/// Writes spans that came in another format as an OTLP request, field by field in any order; the
/// resource and the scope of a span are told when it ends.
///
/// Owned by one thread. Attributes go to the event or link that was started, else to the span.
public final class SpanWriter {
  private static final int FLOOR = 1 << 20;
  private static final int TIMES = 8;
  // The latest microsecond that OTLP can tell in nanoseconds.
  private static final long LAST_MICROS = Long.divideUnsigned(-1, 1000);

  private final long most;
  private final RequestWriter request;
  private final ProtoWriter span = new ProtoWriter(1024);
  private int attributeTag = Tags.ATTRIBUTES;
  private int mark;
  private @Nullable Resource resource;
  private @Nullable Scope scope;

  /// @param bodyLength of what is translated; what comes out is bounded in proportion
  public SpanWriter(int bodyLength) {
    most = FLOOR + (long) TIMES * bodyLength;
    request = new RequestWriter(bodyLength);
  }

  public void traceId(long high, long low) {
    SpanBytes.traceId(span, Tags.TRACE_ID, high, low);
  }

  public void spanId(long id) {
    SpanBytes.spanId(span, Tags.SPAN_ID, id);
  }

  /// An id of zero is none.
  public void parentSpanId(long id) {
    SpanBytes.spanId(span, Tags.PARENT_SPAN_ID, id);
  }

  public void traceState(String state) {
    SpanBytes.text(span, Tags.TRACE_STATE, state);
  }

  public void flags(int flags) {
    SpanBytes.flags(span, Tags.FLAGS, flags);
  }

  public void name(String name) {
    SpanBytes.text(span, Tags.NAME, name);
  }

  /// The name, a slice of `bytes`.
  public void name(byte[] bytes, long name) {
    SpanBytes.text(span, Tags.NAME, bytes, name);
  }

  public void kind(SpanKind kind) {
    SpanBytes.number(span, Tags.KIND, kind.ordinal());
  }

  /// Microseconds since the epoch in nanoseconds. What does not fit becomes the end of all time,
  /// which receivers reject as such; what is negative becomes 0.
  public static long nanosOfMicros(long micros) {
    return micros > LAST_MICROS ? -1 : Math.max(0, micros) * 1000;
  }

  /// When the span started, and how long it took.
  public void times(long startNanos, long durationNanos) {
    long endNanos = startNanos + durationNanos;
    start(startNanos);
    SpanBytes.time(
        span, Tags.END_TIME, Long.compareUnsigned(endNanos, startNanos) < 0 ? -1 : endNanos);
  }

  /// When the span started; without more to say it has no end.
  public void start(long nanos) {
    SpanBytes.time(span, Tags.START_TIME, nanos);
  }

  public void status(StatusCode code, String message) {
    if (code != StatusCode.UNSET || !message.isEmpty()) {
      int status = span.begin(Tags.STATUS);
      SpanBytes.text(span, Tags.STATUS_MESSAGE, message);
      SpanBytes.number(span, Tags.STATUS_CODE, code.ordinal());
      span.end(status);
    }
  }

  public void attribute(Attribute attribute) {
    EncodedValues.write(span, attributeTag, attribute);
  }

  public void attribute(String key, String value) {
    attribute(new Attribute(key, new AttributeValue.Text(value)));
  }

  /// An attribute that is a text: slices of the one array and of the other.
  public void attribute(byte[] keys, long key, byte[] values, long value) {
    int text = ProtoWriter.sizeOf(Slice.length(value));
    span.varint(attributeTag, ProtoWriter.sizeOf(Slice.length(key)) + ProtoWriter.sizeOf(text));
    SpanBytes.slice(span, Tags.KEY, keys, key);
    span.varint(Tags.VALUE, text);
    SpanBytes.slice(span, Tags.STRING_VALUE, values, value);
  }

  public void startEvent() {
    mark = span.begin(Tags.EVENTS);
    attributeTag = Tags.EVENT_ATTRIBUTES;
  }

  public void eventTime(long nanos) {
    SpanBytes.time(span, Tags.EVENT_TIME, nanos);
  }

  public void eventName(String name) {
    SpanBytes.text(span, Tags.EVENT_NAME, name);
  }

  /// The name, a slice of `bytes`.
  public void eventName(byte[] bytes, long name) {
    SpanBytes.text(span, Tags.EVENT_NAME, bytes, name);
  }

  public void droppedEventAttributes(int count) {
    SpanBytes.count(span, Tags.EVENT_DROPPED_ATTRIBUTES, count);
  }

  public void startLink(long traceIdHigh, long traceIdLow, long spanId, String state) {
    mark = span.begin(Tags.LINKS);
    attributeTag = Tags.LINK_ATTRIBUTES;
    SpanBytes.traceId(span, Tags.LINK_TRACE_ID, traceIdHigh, traceIdLow);
    SpanBytes.spanId(span, Tags.LINK_SPAN_ID, spanId);
    SpanBytes.text(span, Tags.LINK_TRACE_STATE, state);
  }

  public void droppedLinkAttributes(int count) {
    SpanBytes.count(span, Tags.LINK_DROPPED_ATTRIBUTES, count);
  }

  /// Ends the event or link that was started.
  public void endPart() {
    span.end(mark);
    attributeTag = Tags.ATTRIBUTES;
  }

  /// Ends the span, which is of this resource and scope. Spans of the same one after another share
  /// them.
  public void endSpan(Resource ofResource, Scope ofScope) throws MalformedException {
    if (!ofResource.equals(resource)) {
      request.startResource(ModelWriter.head(ofResource));
      resource = ofResource;
      scope = null;
    }
    if (!ofScope.equals(scope)) {
      request.startScope(ModelWriter.head(ofScope));
      scope = ofScope;
    }
    span.copyTo(request.startSpan());
    request.endSpan();
    span.clear();
    if (request.size() > most) {
      throw new MalformedException(
          "spans must not be such that they need more than "
              + TIMES
              + " times the body's size as OTLP");
    }
  }

  /// The request with all spans that were ended.
  public byte[] toBytes() {
    return request.toBytes();
  }
}
