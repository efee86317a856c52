package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// One array of a trace's columns, an element a row.
@SuppressWarnings("ArrayRecordComponent") // filled once, written once, never compared
sealed interface Column {
  /// Ids, which only hex digits carry safely to JavaScript.
  record U64(long[] values) implements Column {}

  record I32(int[] values) implements Column {}

  record F64(double[] values) implements Column {}

  record U8(byte[] values) implements Column {}

  default String type() {
    return switch (this) {
      case U64 _ -> "u64";
      case I32 _ -> "i32";
      case F64 _ -> "f64";
      case U8 _ -> "u8";
    };
  }

  default int byteCount() {
    return switch (this) {
      case U64(var values) -> values.length * Long.BYTES;
      case I32(var values) -> values.length * Integer.BYTES;
      case F64(var values) -> values.length * Double.BYTES;
      case U8(var values) -> values.length;
    };
  }

  /// Writes the elements from the start of the buffer, in the buffer's byte order.
  default void put(ByteBuffer into) {
    switch (this) {
      case U64(var values) -> into.asLongBuffer().put(values);
      case I32(var values) -> into.asIntBuffer().put(values);
      case F64(var values) -> into.asDoubleBuffer().put(values);
      case U8(var values) -> into.put(values);
    }
  }

  default void write(JsonGenerator json) throws IOException {
    switch (this) {
      case U64(var values) -> {
        json.writeStartArray();
        for (long value : values) {
          json.writeString(HexFormat.of().toHexDigits(value));
        }
        json.writeEndArray();
      }
      case I32(var values) -> json.writeArray(values, 0, values.length);
      case F64(var values) -> json.writeArray(values, 0, values.length);
      case U8(var values) -> {
        json.writeStartArray();
        for (byte value : values) {
          json.writeNumber(value);
        }
        json.writeEndArray();
      }
    }
  }
}
