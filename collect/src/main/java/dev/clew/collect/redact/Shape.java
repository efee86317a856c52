package dev.clew.collect.redact;

import dev.clew.wire.otlp.LogTags;
import dev.clew.wire.otlp.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of OTLP and what their fields hold, as far as redaction has to know.
///
/// Owned by the class that makes them, read-only from then on.
final class Shape {
  /// The field that counts dropped attributes, where there is none.
  private static final int NO_COUNT = 0;

  static final Shape RESOURCE =
      new Shape(Tags.RESOURCE_DROPPED_ATTRIBUTES).attributes(Tags.RESOURCE_ATTRIBUTES);
  static final Shape SCOPE =
      new Shape(Tags.SCOPE_DROPPED_ATTRIBUTES)
          .texts(Tags.SCOPE_NAME, Tags.SCOPE_VERSION)
          .attributes(Tags.SCOPE_ATTRIBUTES);
  static final Shape EVENT =
      new Shape(Tags.EVENT_DROPPED_ATTRIBUTES)
          .texts(Tags.EVENT_NAME)
          .attributes(Tags.EVENT_ATTRIBUTES);
  static final Shape LINK =
      new Shape(Tags.LINK_DROPPED_ATTRIBUTES)
          .ids(Tags.LINK_TRACE_ID, Tags.LINK_SPAN_ID)
          .texts(Tags.LINK_TRACE_STATE)
          .attributes(Tags.LINK_ATTRIBUTES);
  private static final Shape STATUS = new Shape(NO_COUNT).texts(Tags.STATUS_MESSAGE);
  static final Shape SPAN =
      new Shape(Tags.DROPPED_ATTRIBUTES)
          .ids(Tags.TRACE_ID, Tags.SPAN_ID, Tags.PARENT_SPAN_ID)
          .texts(Tags.TRACE_STATE, Tags.NAME)
          .attributes(Tags.ATTRIBUTES)
          .messages(Tags.EVENTS, EVENT)
          .messages(Tags.LINKS, LINK)
          .messages(Tags.STATUS, STATUS);

  private static final Shape LOG_RECORD =
      new Shape(LogTags.DROPPED_ATTRIBUTES)
          .ids(LogTags.TRACE_ID, LogTags.SPAN_ID)
          .texts(LogTags.SEVERITY_TEXT, LogTags.EVENT_NAME)
          .attributes(LogTags.ATTRIBUTES)
          .value(LogTags.BODY);

  /// What stands in a request for log records, one after the other.
  static final Shape RESOURCE_LOGS = resources(LOG_RECORD);

  /// A request for spans.
  static final Shape SPANS = request(SPAN);

  private final int countTag;
  private final Map<Integer, Field> fields = new HashMap<>();

  private Shape(int countTag) {
    this.countTag = countTag;
  }

  /// What a field holds.
  sealed interface Field {}

  /// A field without text, which stays as it is.
  record Id() implements Field {}

  record Words() implements Field {}

  /// A `KeyValue`.
  record Pair() implements Field {}

  /// An `AnyValue`.
  record Value() implements Field {}

  record Message(Shape shape) implements Field {}

  private static Shape request(Shape item) {
    return new Shape(NO_COUNT).messages(Tags.RESOURCE_SPANS, resources(item));
  }

  private static Shape resources(Shape item) {
    Shape scopes =
        new Shape(NO_COUNT)
            .messages(Tags.HEAD, SCOPE)
            .messages(Tags.ITEMS, item)
            .texts(Tags.SCHEMA_URL);
    return new Shape(NO_COUNT)
        .messages(Tags.HEAD, RESOURCE)
        .messages(Tags.ITEMS, scopes)
        .texts(Tags.SCHEMA_URL);
  }

  private Shape put(Field field, int... tags) {
    for (int tag : tags) {
      fields.put(tag, field);
    }
    return this;
  }

  private Shape ids(int... tags) {
    return put(new Id(), tags);
  }

  private Shape texts(int... tags) {
    return put(new Words(), tags);
  }

  private Shape attributes(int tag) {
    return put(new Pair(), tag);
  }

  private Shape value(int tag) {
    return put(new Value(), tag);
  }

  private Shape messages(int tag, Shape shape) {
    return put(new Message(shape), tag);
  }

  @Nullable Field field(int tag) {
    return fields.get(tag);
  }

  /// The tag of the field that counts the attributes that were dropped, or 0.
  int countTag() {
    return countTag;
  }
}
