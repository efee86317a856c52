package dev.clew.wire.otlp;

import static dev.clew.wire.proto.WireType.FIXED32;
import static dev.clew.wire.proto.WireType.FIXED64;
import static dev.clew.wire.proto.WireType.LENGTH;
import static dev.clew.wire.proto.WireType.VARINT;

/// The tags of OTLP's fields: number and wire type, as protobuf writes them.
public final class Tags {
  public static final int RESOURCE_SPANS = 1 << 3 | LENGTH;

  // A ResourceSpans and a ScopeSpans are made alike: what is common, the items, a schema URL.
  public static final int HEAD = 1 << 3 | LENGTH;
  public static final int ITEMS = 2 << 3 | LENGTH;
  public static final int SCHEMA_URL = 3 << 3 | LENGTH;

  public static final int RESOURCE_ATTRIBUTES = 1 << 3 | LENGTH;
  public static final int RESOURCE_DROPPED_ATTRIBUTES = 2 << 3 | VARINT;

  public static final int SCOPE_NAME = 1 << 3 | LENGTH;
  public static final int SCOPE_VERSION = 2 << 3 | LENGTH;
  public static final int SCOPE_ATTRIBUTES = 3 << 3 | LENGTH;
  public static final int SCOPE_DROPPED_ATTRIBUTES = 4 << 3 | VARINT;

  public static final int TRACE_ID = 1 << 3 | LENGTH;
  public static final int SPAN_ID = 2 << 3 | LENGTH;
  public static final int TRACE_STATE = 3 << 3 | LENGTH;
  public static final int PARENT_SPAN_ID = 4 << 3 | LENGTH;
  public static final int NAME = 5 << 3 | LENGTH;
  public static final int KIND = 6 << 3 | VARINT;
  public static final int START_TIME = 7 << 3 | FIXED64;
  public static final int END_TIME = 8 << 3 | FIXED64;
  public static final int ATTRIBUTES = 9 << 3 | LENGTH;
  public static final int DROPPED_ATTRIBUTES = 10 << 3 | VARINT;
  public static final int EVENTS = 11 << 3 | LENGTH;
  public static final int DROPPED_EVENTS = 12 << 3 | VARINT;
  public static final int LINKS = 13 << 3 | LENGTH;
  public static final int DROPPED_LINKS = 14 << 3 | VARINT;
  public static final int STATUS = 15 << 3 | LENGTH;
  public static final int FLAGS = 16 << 3 | FIXED32;

  public static final int STATUS_MESSAGE = 2 << 3 | LENGTH;
  public static final int STATUS_CODE = 3 << 3 | VARINT;

  public static final int EVENT_TIME = 1 << 3 | FIXED64;
  public static final int EVENT_NAME = 2 << 3 | LENGTH;
  public static final int EVENT_ATTRIBUTES = 3 << 3 | LENGTH;
  public static final int EVENT_DROPPED_ATTRIBUTES = 4 << 3 | VARINT;

  public static final int LINK_TRACE_ID = 1 << 3 | LENGTH;
  public static final int LINK_SPAN_ID = 2 << 3 | LENGTH;
  public static final int LINK_TRACE_STATE = 3 << 3 | LENGTH;
  public static final int LINK_ATTRIBUTES = 4 << 3 | LENGTH;
  public static final int LINK_DROPPED_ATTRIBUTES = 5 << 3 | VARINT;
  public static final int LINK_FLAGS = 6 << 3 | FIXED32;

  public static final int KEY = 1 << 3 | LENGTH;
  public static final int VALUE = 2 << 3 | LENGTH;

  public static final int STRING_VALUE = 1 << 3 | LENGTH;
  public static final int BOOL_VALUE = 2 << 3 | VARINT;
  public static final int INT_VALUE = 3 << 3 | VARINT;
  public static final int DOUBLE_VALUE = 4 << 3 | FIXED64;
  public static final int ARRAY_VALUE = 5 << 3 | LENGTH;
  public static final int MAP_VALUE = 6 << 3 | LENGTH;
  public static final int BYTES_VALUE = 7 << 3 | LENGTH;

  /// The elements of an `ArrayValue` and the entries of a `KeyValueList`.
  public static final int VALUES = 1 << 3 | LENGTH;

  private Tags() {}
}
