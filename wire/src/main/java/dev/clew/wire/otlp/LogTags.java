package dev.clew.wire.otlp;

import static dev.clew.wire.proto.WireType.FIXED32;
import static dev.clew.wire.proto.WireType.FIXED64;
import static dev.clew.wire.proto.WireType.LENGTH;
import static dev.clew.wire.proto.WireType.VARINT;

/// The tags of a `LogRecord`; what is around it is made like what is around a span.
public final class LogTags {
  public static final int TIME = 1 << 3 | FIXED64;
  public static final int SEVERITY_NUMBER = 2 << 3 | VARINT;
  public static final int SEVERITY_TEXT = 3 << 3 | LENGTH;
  public static final int BODY = 5 << 3 | LENGTH;
  public static final int ATTRIBUTES = 6 << 3 | LENGTH;
  public static final int DROPPED_ATTRIBUTES = 7 << 3 | VARINT;
  public static final int FLAGS = 8 << 3 | FIXED32;
  public static final int TRACE_ID = 9 << 3 | LENGTH;
  public static final int SPAN_ID = 10 << 3 | LENGTH;
  public static final int OBSERVED_TIME = 11 << 3 | FIXED64;
  public static final int EVENT_NAME = 12 << 3 | LENGTH;

  private LogTags() {}
}
