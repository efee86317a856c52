package dev.clew.wire.zipkin;

import dev.clew.wire.json.JsonReader;
import dev.clew.wire.proto.MalformedException;

/// What both of Zipkin's JSON formats have in common.
final class ZipkinJson {
  private ZipkinJson() {}

  /// Reads a list of spans.
  ///
  /// @param codec Zipkin's name of the format
  static void read(byte[] body, String codec, JsonReader.Text list) throws MalformedException {
    JsonReader.read(
        body,
        "body",
        json -> {
          if (!json.isList()) {
            throw new MalformedException("Expected a " + codec + " encoded list");
          }
          list.read(json);
        });
  }

  /// Says, in Zipkin's words, that a body is of the other version.
  static MalformedException wrong(String expected, String received) {
    return new MalformedException(
        "Expected a " + expected + " encoded list, but received: " + received);
  }

  /// An id in hex, of which there may be two halves.
  static final class Id implements JsonReader.Utf8Target {
    private final String name;
    private final int most;
    long high;
    long low;

    Id(String name, int most) {
      this.name = name;
      this.most = most;
    }

    /// The lower half of the id that comes next.
    long read(JsonReader json) throws MalformedException {
      json.text(this);
      return low;
    }

    /// A text without digits is 0.
    @Override
    public void take(byte[] bytes, int from, int to) throws MalformedException {
      if (to - from > most) {
        throw new MalformedException(
            name + ".length > " + most + ": needs at most " + most + " hex digits");
      }
      high = 0;
      low = 0;
      for (int at = from; at < to; at++) {
        int digit = Ids.digit(bytes[at]);
        if (digit < 0) {
          throw new MalformedException(name + " should be lower-hex encoded with no prefix");
        }
        high = high << 4 | low >>> 60;
        low = low << 4 | digit;
      }
    }
  }
}
