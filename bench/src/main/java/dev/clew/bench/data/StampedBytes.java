package dev.clew.bench.data;

import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Protobuf bytes being written, together with the places to stamp: where `wire`'s writer forgets
/// the offset of a field, this one keeps it. Owned by one thread.
final class StampedBytes {
  private final Stamps stamps = new Stamps();
  private final ProtoWriter out = new ProtoWriter();

  Stamps stamps() {
    return stamps;
  }

  byte[] toBytes() {
    return out.toBytes();
  }

  StampedBytes clear() {
    out.clear();
    stamps.clear();
    return this;
  }

  void varint(int field, long value) {
    out.varint(tag(field, WireType.VARINT), value);
  }

  void fixed32(int field, int value) {
    out.fixed32(tag(field, WireType.FIXED32), value);
  }

  void text(int field, String value) {
    out.text(tag(field, WireType.LENGTH), value);
  }

  /// A message written elsewhere, with its stamps.
  void message(int field, StampedBytes message) {
    open(field, message.out.size());
    append(message);
  }

  /// Another buffer's bytes as they are, with its stamps.
  void append(StampedBytes other) {
    stamps.addAll(other.stamps, out.size());
    raw(other.toBytes());
  }

  void raw(byte[] value) {
    out.raw(value, 0, value.length);
  }

  void traceId(int field, int trace) {
    open(field, 16);
    stamp(Stamps.Kind.TRACE_ID, trace, 16);
  }

  void spanId(int field, int span) {
    open(field, 8);
    stamp(Stamps.Kind.SPAN_ID, span, 8);
  }

  void time(int field, long nanosFromEnd) {
    out.varint(tag(field, WireType.FIXED64));
    stamp(Stamps.Kind.TIME, nanosFromEnd, 8);
  }

  /// A text that ends in bytes which each round writes.
  void stampedText(int field, String start, Stamps.Kind kind, int length) {
    byte[] before = start.getBytes(StandardCharsets.UTF_8);
    open(field, before.length + length);
    raw(before);
    stamp(kind, length, length);
  }

  private void stamp(Stamps.Kind kind, long argument, int length) {
    stamps.add(kind, out.size(), argument);
    byte[] room = new byte[length];
    Arrays.fill(room, (byte) '0');
    raw(room);
  }

  /// The start of a field of `length` bytes, which must follow.
  private void open(int field, int length) {
    out.varint(tag(field, WireType.LENGTH));
    out.varint(length);
  }

  private static int tag(int field, int type) {
    return (field << 3) | type;
  }
}
