package dev.clew.serve.api.clew;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads `application/vnd.clew.columns` as `docs/api.md` describes it, knowing nothing of the code
/// that writes it.
record ColumnsFile(JsonNode header, ByteBuffer body) {
  static ColumnsFile read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[4];
    file.get(magic);
    int length = file.getInt();
    if (!new String(magic, UTF_8).equals("CLC1") || length < 2 || length > bytes.length - 8) {
      throw new AssertionError("no columns: " + new String(magic, UTF_8) + ", " + length);
    }
    int bodyAt = (8 + length + 7) / 8 * 8;
    for (int at = 8 + length; at < bodyAt; at++) {
      if (bytes[at] != 0) {
        throw new AssertionError("the header's padding needs zeroes");
      }
    }
    return new ColumnsFile(
        json(new String(bytes, 8, length, UTF_8)),
        file.slice(bodyAt, bytes.length - bodyAt).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private int place(String name, String type) {
    JsonNode array = header.at("/arrays/" + name);
    int offset = array.get("offset").intValue();
    if (!array.get("type").textValue().equals(type) || offset % 8 != 0) {
      throw new AssertionError(name + " needs " + type + " at a multiple of 8, got " + array);
    }
    return offset;
  }

  int count() {
    return header.get("spanCount").intValue();
  }

  long[] ids() {
    var ids = new long[count()];
    body.slice(place("spanId", "u64"), 8 * count())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(ids);
    return ids;
  }

  int[] ints(String name) {
    var ints = new int[count()];
    body.slice(place(name, "i32"), 4 * count())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(ints);
    return ints;
  }

  double[] reals(String name) {
    var reals = new double[count()];
    body.slice(place(name, "f64"), 8 * count())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(reals);
    return reals;
  }

  byte[] bytes(String name) {
    var bytes = new byte[count()];
    body.get(place(name, "u8"), bytes);
    return bytes;
  }
}
