package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// The columns of events and links of a block of format 1, which has only the encoded messages:
/// each value is read out of its message.
///
/// Any thread may read.
final class OldColumns {
  private static final int TRACE_ID_BYTES = 2 * Long.BYTES;

  private OldColumns() {}

  /// @param events encoded ones
  /// @param starts those of the spans
  static List<StoredColumn> ofEvents(StoredColumn events, StoredColumn starts) {
    return List.of(
        new Times(events, starts),
        new Bodies(
            StoredKey.EVENT_BODY,
            events,
            event -> body(event, Body.ofEvent(event, 0, event.length, timeNanos(event)))));
  }

  /// @param links encoded ones
  static List<StoredColumn> ofLinks(StoredColumn links) {
    return List.of(
        new Ids(StoredKey.LINK_TRACE_ID_HIGH, links),
        new Ids(StoredKey.LINK_TRACE_ID_LOW, links),
        new Ids(StoredKey.LINK_SPAN_ID, links),
        new Bodies(
            StoredKey.LINK_BODY,
            links,
            link -> body(link, Body.ofLink(link, 0, link.length, target(link)))));
  }

  private static byte[] body(byte[] message, int from) {
    return from == 0
        ? Body.whole(message, 0, message.length)
        : Arrays.copyOfRange(message, from, message.length);
  }

  private static long timeNanos(byte[] event) {
    var in = new ProtoReader(event, 0, event.length);
    try {
      long time = 0;
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == Tags.EVENT_TIME) {
          time = in.fixed64();
        } else {
          in.skip(tag);
        }
      }
      return time;
    } catch (MalformedException e) {
      throw readOnce(e);
    }
  }

  private static LinkTarget target(byte[] link) {
    var in = new ProtoReader(link, 0, link.length);
    var bytes = ByteBuffer.wrap(link);
    var target = new LinkTarget(0, 0, 0);
    try {
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == Tags.LINK_TRACE_ID || tag == Tags.LINK_SPAN_ID) {
          int length = in.length();
          target = with(target, tag, bytes.slice(in.position(), length));
          in.advance(length);
        } else {
          in.skip(tag);
        }
      }
      return target;
    } catch (MalformedException e) {
      throw readOnce(e);
    }
  }

  private static LinkTarget with(LinkTarget target, int tag, ByteBuffer id) {
    if (tag == Tags.LINK_SPAN_ID) {
      long spanId = id.remaining() == Long.BYTES ? id.getLong() : 0;
      return new LinkTarget(target.traceIdHigh(), target.traceIdLow(), spanId);
    }
    return id.remaining() == TRACE_ID_BYTES
        ? new LinkTarget(id.getLong(), id.getLong(), target.spanId())
        : new LinkTarget(0, 0, target.spanId());
  }

  private static IllegalStateException readOnce(MalformedException e) {
    return new IllegalStateException("a message that was read once must be readable again", e);
  }

  /// When events happened, from the start of their span on.
  private record Times(StoredColumn events, StoredColumn starts) implements StoredColumn {
    @Override
    public StoredKey key() {
      return StoredKey.EVENT_SINCE_START_NANOS;
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      var spans = new ColumnPage();
      starts.read(page, spans);
      replace(
          events,
          page,
          into,
          (row, event) -> timeNanos(event) - spans.values()[row - spans.rows()[0]]);
    }

    @Override
    public long weight() throws IOException {
      return events.weight();
    }

    @Override
    public Dictionary dictionary() {
      throw new IllegalStateException("column " + key() + " has no dictionary");
    }
  }

  /// A part of the ids that links lead to.
  private record Ids(StoredKey key, StoredColumn links) implements StoredColumn {
    @Override
    public void read(int page, ColumnPage into) throws IOException {
      replace(links, page, into, (_, link) -> id(target(link)));
    }

    private long id(LinkTarget target) {
      if (key.equals(StoredKey.LINK_SPAN_ID)) {
        return target.spanId();
      }
      return key.equals(StoredKey.LINK_TRACE_ID_LOW) ? target.traceIdLow() : target.traceIdHigh();
    }

    @Override
    public long weight() throws IOException {
      return links.weight();
    }

    @Override
    public Dictionary dictionary() {
      throw new IllegalStateException("column " + key + " has no dictionary");
    }
  }

  private interface Reading {
    long of(int row, byte[] message);
  }

  /// Reads a number out of each message of a page.
  private static void replace(StoredColumn messages, int page, ColumnPage into, Reading reading)
      throws IOException {
    var codes = new ColumnPage();
    messages.read(page, codes);
    into.clear(codes.size());
    if (codes.size() > 0) {
      Dictionary dictionary = messages.dictionary(Arrays.copyOf(codes.values(), codes.size()));
      for (int at = 0; at < codes.size(); at++) {
        int row = codes.rows()[at];
        into.add(row, reading.of(row, dictionary.bytes((int) codes.values()[at])));
      }
    }
  }

  /// What is behind the parts of messages that have columns.
  private record Bodies(StoredKey key, StoredColumn messages, UnaryOperator<byte[]> body)
      implements StoredColumn {
    @Override
    public void read(int page, ColumnPage into) throws IOException {
      messages.read(page, into);
    }

    @Override
    public void read(PageRows rows, ColumnPage into) throws IOException {
      messages.read(rows, into);
    }

    @Override
    public long weight() throws IOException {
      return messages.weight();
    }

    @Override
    public Dictionary dictionary() throws IOException {
      return new BodyDictionary(messages.dictionary(), body);
    }

    @Override
    public Dictionary dictionary(long[] codes) throws IOException {
      return new BodyDictionary(messages.dictionary(codes), body);
    }
  }

  /// Different codes may have one body.
  private record BodyDictionary(Dictionary messages, UnaryOperator<byte[]> body)
      implements Dictionary {
    @Override
    public int size() {
      return messages.size();
    }

    @Override
    public byte[] bytes(int code) {
      return body.apply(messages.bytes(code));
    }

    @Override
    public String text(int code) {
      return new String(bytes(code), StandardCharsets.UTF_8);
    }
  }
}
