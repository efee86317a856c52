package dev.clew.collect.redact;

import dev.clew.collect.redact.KeyVerdict.Kind;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.nio.charset.StandardCharsets;

/// Writes messages of OTLP anew without their secrets. Attributes that go are added to the number
/// of dropped ones. In fields that it does not know secrets become stars.
///
/// Owned by one thread.
final class Rewriter {
  // As deep as attribute values may be, twice; bounds the recursion.
  private static final int MAX_DEPTH = 64;

  private final byte[] bytes;
  private final Keys keys;
  private final Editor editor;
  private final ProtoReader in;
  private ProtoWriter out = new ProtoWriter();

  Rewriter(byte[] bytes, Keys keys, Editor editor) {
    this.bytes = bytes;
    this.keys = keys;
    this.editor = editor;
    in = new ProtoReader(bytes, 0, 0);
  }

  /// The message from `from` to `to`.
  byte[] rewrite(Shape shape, int from, int to) throws MalformedException {
    out = new ProtoWriter(to - from + 64);
    in.window(from, to);
    fields(shape);
    return out.toBytes();
  }

  /// Looks through a message as if it were written anew, to count what is found.
  void inspect(Shape shape, int from, int to) throws MalformedException {
    out.clear();
    in.window(from, to);
    fields(shape);
  }

  /// The same for what an attribute holds: the elements of an array, or the entries of a map.
  void inspectList(boolean isMap, Kind kind, int from, int to) throws MalformedException {
    out.clear();
    in.window(from, to);
    list(isMap, kind, 1);
  }

  private void fields(Shape shape) throws MalformedException {
    long dropped = 0;
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      if (tag == shape.countTag()) {
        dropped += Integer.toUnsignedLong(in.int32());
        continue;
      }
      switch (shape.field(tag)) {
        case null -> unknown(tag, start);
        case Shape.Id _ -> copy(tag, start);
        case Shape.Words _ -> text(tag, Kind.PLAIN);
        case Shape.Pair _ -> dropped += pair(tag, Kind.PLAIN, 0) ? 0 : 1;
        case Shape.Value _ -> value(tag, Kind.PLAIN, 0);
        case Shape.Message(Shape inner) -> {
          int outer = in.enter();
          int mark = out.begin(tag);
          fields(inner);
          out.end(mark);
          in.leave(outer);
        }
      }
    }
    if (dropped > 0) {
      out.varint(shape.countTag(), Math.min(dropped, 0xffff_ffffL));
    }
  }

  private void copy(int tag, int start) throws MalformedException {
    in.skip(tag);
    out.raw(bytes, start, in.position() - start);
  }

  private void unknown(int tag, int start) throws MalformedException {
    boolean hasText = (tag & 7) == WireType.LENGTH || (tag & 7) == WireType.START_GROUP;
    in.skip(tag);
    if (hasText) {
      byte[] left = editor.opaque(bytes, start, in.position());
      out.raw(left, 0, left.length);
    } else {
      out.raw(bytes, start, in.position() - start);
    }
  }

  /// Writes a text; one that goes becomes empty.
  private void text(int tag, Kind kind) throws MalformedException {
    if (!written(tag, kind)) {
      out.bytes(tag, bytes, in.position(), 0);
    }
  }

  /// Writes a text, or says false where it goes.
  private boolean written(int tag, Kind kind) throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return switch (editor.edit(bytes, from, from + length, kind)) {
      case Edit.Keep _ -> {
        out.bytes(tag, bytes, from, length);
        yield true;
      }
      case Edit.Replace(byte[] text) -> {
        out.bytes(tag, text);
        yield true;
      }
      case Edit.Drop _ -> false;
    };
  }

  /// Writes a `KeyValue`, or says false where it goes.
  ///
  /// @param around what it is part of; within a secret everything is one
  private boolean pair(int message, Kind around, int depth) throws MalformedException {
    int outer = in.enter();
    Kind kind = around == Kind.PLAIN ? kindOfKey() : around;
    int before = out.size();
    int mark = out.begin(message);
    boolean stays = true;
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      switch (tag) {
        case Tags.KEY -> stays &= written(tag, Kind.PLAIN);
        case Tags.VALUE -> stays &= value(tag, kind, depth);
        default -> unknown(tag, start);
      }
    }
    in.leave(outer);
    if (stays) {
      out.end(mark);
    } else {
      out.rewind(before);
    }
    return stays;
  }

  private Kind kindOfKey() throws MalformedException {
    int from = in.position();
    int to = in.limit();
    Kind kind = Kind.PLAIN;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.KEY) {
        int length = in.length();
        kind = keys.of(bytes, in.position(), in.position() + length).kind();
        in.advance(length);
      } else {
        in.skip(tag);
      }
    }
    in.window(from, to);
    return kind;
  }

  /// Writes an `AnyValue`, or says false where it goes.
  private boolean value(int message, Kind kind, int depth) throws MalformedException {
    if (depth > MAX_DEPTH) {
      throw new MalformedException(
          "attribute values must not nest deeper than " + MAX_DEPTH, in.position());
    }
    int outer = in.enter();
    int before = out.size();
    int mark = out.begin(message);
    boolean stays = true;
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      switch (tag) {
        case Tags.STRING_VALUE, Tags.BYTES_VALUE -> stays &= written(tag, kind);
        case Tags.INT_VALUE -> stays &= number(kind, in.varint(), start);
        case Tags.ARRAY_VALUE, Tags.MAP_VALUE -> {
          int list = in.enter();
          int listMark = out.begin(tag);
          list(tag == Tags.MAP_VALUE, kind, depth + 1);
          out.end(listMark);
          in.leave(list);
        }
        case Tags.BOOL_VALUE, Tags.DOUBLE_VALUE -> copy(tag, start);
        default -> unknown(tag, start);
      }
    }
    in.leave(outer);
    if (stays) {
      out.end(mark);
    } else {
      out.rewind(before);
    }
    return stays;
  }

  /// Writes a number, which only its key can tell to be a secret; what is left of that is a text.
  private boolean number(Kind kind, long number, int start) {
    if (kind != Kind.SECRET) {
      out.raw(bytes, start, in.position() - start);
      return true;
    }
    byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    return switch (editor.edit(digits, 0, digits.length, kind)) {
      case Edit.Keep _ -> {
        out.raw(bytes, start, in.position() - start);
        yield true;
      }
      case Edit.Replace(byte[] text) -> {
        out.bytes(Tags.STRING_VALUE, text);
        yield true;
      }
      case Edit.Drop _ -> false;
    };
  }

  private void list(boolean isMap, Kind kind, int depth) throws MalformedException {
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      if (tag != Tags.VALUES) {
        unknown(tag, start);
      } else if (isMap) {
        pair(tag, kind, depth);
      } else {
        value(tag, kind, depth);
      }
    }
  }
}
