package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.store.ColumnKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names a column as it is stored: those the door shows, and those that only giving a span back
/// needs.
public record StoredKey(Space space, String name, ValueType type) {
  /// What a column belongs to; the ordinals stand in files.
  public enum Space {
    INTRINSIC,
    HIDDEN,
    SPAN_ATTRIBUTE,
    EVENT_ATTRIBUTE,
    LINK_ATTRIBUTE;

    /// Those whose columns come from outside, so that there may be any number of them.
    public static final List<Space> OF_ATTRIBUTES =
        List.of(SPAN_ATTRIBUTE, EVENT_ATTRIBUTE, LINK_ATTRIBUTE);

    public boolean isOfAttributes() {
      return OF_ATTRIBUTES.contains(this);
    }
  }

  public static final StoredKey TRACE = of(ColumnKey.Intrinsic.TRACE);
  public static final StoredKey SPAN_ID = of(ColumnKey.Intrinsic.SPAN_ID);
  public static final StoredKey PARENT_SPAN_ID = of(ColumnKey.Intrinsic.PARENT_SPAN_ID);
  public static final StoredKey RESOURCE = of(ColumnKey.Intrinsic.RESOURCE);
  public static final StoredKey SCOPE = of(ColumnKey.Intrinsic.SCOPE);
  public static final StoredKey NAME = of(ColumnKey.Intrinsic.NAME);
  public static final StoredKey KIND = of(ColumnKey.Intrinsic.KIND);
  public static final StoredKey START_NANOS = of(ColumnKey.Intrinsic.START_NANOS);
  public static final StoredKey DURATION_NANOS = of(ColumnKey.Intrinsic.DURATION_NANOS);
  public static final StoredKey STATUS = of(ColumnKey.Intrinsic.STATUS);
  public static final StoredKey STATUS_MESSAGE = of(ColumnKey.Intrinsic.STATUS_MESSAGE);
  public static final StoredKey EVENT_NAME = of(ColumnKey.Intrinsic.EVENT_NAME);
  public static final StoredKey EVENT_SINCE_START_NANOS =
      of(ColumnKey.Intrinsic.EVENT_SINCE_START_NANOS);
  public static final StoredKey LINK_TRACE_ID_HIGH = of(ColumnKey.Intrinsic.LINK_TRACE_ID_HIGH);
  public static final StoredKey LINK_TRACE_ID_LOW = of(ColumnKey.Intrinsic.LINK_TRACE_ID_LOW);
  public static final StoredKey LINK_SPAN_ID = of(ColumnKey.Intrinsic.LINK_SPAN_ID);

  /// Stands in files among the hidden ones, where it was before the door showed it.
  public static final StoredKey TRACE_STATE = hidden("TRACE_STATE", ValueType.STRING);

  /// The end as it was sent, where start and duration do not give it.
  public static final StoredKey END_NANOS = hidden("END_NANOS", ValueType.INT);

  public static final StoredKey FLAGS = hidden("FLAGS", ValueType.INT);
  public static final StoredKey DROPPED_ATTRIBUTES = hidden("DROPPED_ATTRIBUTES", ValueType.INT);
  public static final StoredKey DROPPED_EVENTS = hidden("DROPPED_EVENTS", ValueType.INT);
  public static final StoredKey DROPPED_LINKS = hidden("DROPPED_LINKS", ValueType.INT);

  /// Which attributes a span has, in order; see [Shape].
  public static final StoredKey SHAPE = hidden("SHAPE", ValueType.BYTES);

  /// Encoded attributes that no column can give back as they were; [OverflowKey#MARK] for each that
  /// the overflow can.
  public static final StoredKey RAW_ATTRIBUTE = hidden("RAW_ATTRIBUTE", ValueType.BYTES);

  /// What is left of each event beside its time; see [Body].
  public static final StoredKey EVENT_BODY = hidden("EVENT_BODY", ValueType.BYTES);

  /// What is left of each link beside its ids.
  public static final StoredKey LINK_BODY = hidden("LINK_BODY", ValueType.BYTES);

  /// Encoded events, in blocks of format 1.
  static final StoredKey OLD_EVENT = hidden("EVENT", ValueType.BYTES);

  /// Encoded links, in blocks of format 1.
  static final StoredKey OLD_LINK = hidden("LINK", ValueType.BYTES);

  /// Encoded fields of the span that this program does not know.
  public static final StoredKey EXTRA = hidden("EXTRA", ValueType.BYTES);

  private static StoredKey hidden(String name, ValueType type) {
    return new StoredKey(Space.HIDDEN, name, type);
  }

  /// The keys of the attributes that have no column of their own; see [OverflowKey].
  public static StoredKey overflowKeys(Space space) {
    return hidden(overflow(space) + "_KEY", ValueType.BYTES);
  }

  /// The values of these attributes, as many as keys; see [OverflowKey].
  public static StoredKey overflowValues(Space space) {
    return hidden(overflow(space) + "_VALUE", ValueType.BYTES);
  }

  private static String overflow(Space space) {
    return switch (space) {
      case SPAN_ATTRIBUTE -> "SPAN_OVERFLOW";
      case EVENT_ATTRIBUTE -> "EVENT_OVERFLOW";
      case LINK_ATTRIBUTE -> "LINK_OVERFLOW";
      case INTRINSIC, HIDDEN ->
          throw new IllegalArgumentException("only attributes overflow, got " + space);
    };
  }

  /// The key as people read it, such as `span http.method`.
  public String text() {
    return switch (space) {
      case INTRINSIC, HIDDEN -> name.toLowerCase(Locale.ROOT).replace('_', ' ');
      case SPAN_ATTRIBUTE -> "span " + name;
      case EVENT_ATTRIBUTE -> "event " + name;
      case LINK_ATTRIBUTE -> "link " + name;
    };
  }

  /// The stored column that the door shows under this key.
  public static StoredKey of(ColumnKey key) {
    return switch (key) {
      case ColumnKey.Intrinsic.TRACE_STATE -> TRACE_STATE;
      case ColumnKey.Intrinsic intrinsic ->
          new StoredKey(Space.INTRINSIC, intrinsic.name(), typeOf(intrinsic));
      case ColumnKey.SpanAttribute(var name, var type) ->
          new StoredKey(Space.SPAN_ATTRIBUTE, name, type);
      case ColumnKey.EventAttribute(var name, var type) ->
          new StoredKey(Space.EVENT_ATTRIBUTE, name, type);
      case ColumnKey.LinkAttribute(var name, var type) ->
          new StoredKey(Space.LINK_ATTRIBUTE, name, type);
    };
  }

  private static ValueType typeOf(ColumnKey.Intrinsic intrinsic) {
    return switch (intrinsic) {
      case NAME, STATUS_MESSAGE, TRACE_STATE, EVENT_NAME -> ValueType.STRING;
      case RESOURCE, SCOPE -> ValueType.BYTES;
      case TRACE,
          SPAN_ID,
          PARENT_SPAN_ID,
          KIND,
          START_NANOS,
          DURATION_NANOS,
          STATUS,
          EVENT_SINCE_START_NANOS,
          LINK_TRACE_ID_HIGH,
          LINK_TRACE_ID_LOW,
          LINK_SPAN_ID ->
          ValueType.INT;
    };
  }

  /// The key under which the door shows this column, if it does.
  public Optional<ColumnKey> shown() {
    return switch (space) {
      case INTRINSIC -> Optional.of(ColumnKey.Intrinsic.valueOf(name));
      case HIDDEN ->
          equals(TRACE_STATE) ? Optional.of(ColumnKey.Intrinsic.TRACE_STATE) : Optional.empty();
      case SPAN_ATTRIBUTE -> Optional.of(new ColumnKey.SpanAttribute(name, type));
      case EVENT_ATTRIBUTE -> Optional.of(new ColumnKey.EventAttribute(name, type));
      case LINK_ATTRIBUTE -> Optional.of(new ColumnKey.LinkAttribute(name, type));
    };
  }

  /// True when the values are codes of a dictionary.
  public boolean isCoded() {
    return isCoded(type);
  }

  /// True when values of this type are codes of a dictionary.
  public static boolean isCoded(ValueType type) {
    return switch (type) {
      case STRING, BYTES, ARRAY, MAP -> true;
      case EMPTY, BOOL, INT, DOUBLE -> false;
    };
  }
}
