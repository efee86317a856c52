package dev.clew.bench.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header of an `application/vnd.clew.columns` answer.
final class ColumnsHeader {
  private static final int MAGIC = 'C' | ('L' << 8) | ('C' << 16) | ('1' << 24);
  private static final int START = 8;
  private static final JsonFactory JSON = new JsonFactory();

  private ColumnsHeader() {}

  static long spanCount(byte[] answer) throws UnreadableException {
    ByteBuffer bytes = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    if (answer.length < START || bytes.getInt(0) != MAGIC) {
      throw new UnreadableException(
          "columns must start with CLC1, got " + answer.length + " bytes");
    }
    int length = bytes.getInt(4);
    if (length < 0 || length > answer.length - START) {
      throw new UnreadableException(
          "the header must lie within %d bytes, got %d".formatted(answer.length, length));
    }
    try (JsonParser json = JSON.createParser(answer, START, length)) {
      return spanCount(json);
    } catch (IOException bad) {
      throw new UnreadableException("the header must be JSON: " + bad.getMessage());
    }
  }

  private static long spanCount(JsonParser json) throws IOException, UnreadableException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("spanCount")) {
        return json.getLongValue();
      }
      json.skipChildren();
    }
    throw new UnreadableException("the header must have a spanCount");
  }
}
