package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.ProtoWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final LinkTarget TARGET = new LinkTarget(0x0102_0304_0506_0708L, -2, -3);

  /// Stores an event that stands in the middle of other bytes, and gives it back; says how many of
  /// its bytes were left to other columns.
  private static int eventThere(ProtoWriter event, long timeNanos) {
    byte[] bytes = event.toBytes();
    byte[] around = around(bytes);
    int told = Body.ofEvent(around, 3, bytes.length, timeNanos);
    var out = new ProtoWriter();
    Body.writeEvent(timeNanos, body(around, bytes.length, told), out);
    assertThat(out.toBytes()).isEqualTo(bytes);
    return told;
  }

  private static int linkThere(ProtoWriter link, LinkTarget target) {
    byte[] bytes = link.toBytes();
    byte[] around = around(bytes);
    int told = Body.ofLink(around, 3, bytes.length, target);
    var out = new ProtoWriter();
    Body.writeLink(target, body(around, bytes.length, told), out);
    assertThat(out.toBytes()).isEqualTo(bytes);
    return told;
  }

  private static byte[] around(byte[] bytes) {
    byte[] around = new byte[bytes.length + 40];
    Arrays.fill(around, (byte) 9);
    System.arraycopy(bytes, 0, around, 3, bytes.length);
    return around;
  }

  private static byte[] body(byte[] around, int length, int told) {
    return told == 0
        ? Body.whole(around, 3, length)
        : Arrays.copyOfRange(around, 3 + told, 3 + length);
  }

  private static ProtoWriter event(long timeNanos, String name) {
    var out = new ProtoWriter();
    out.fixed64(Tags.EVENT_TIME, timeNanos);
    out.text(Tags.EVENT_NAME, name);
    return out;
  }

  private static ProtoWriter link(LinkTarget target) {
    var traceId = ByteBuffer.allocate(16);
    traceId.putLong(target.traceIdHigh()).putLong(target.traceIdLow());
    var out = new ProtoWriter();
    out.bytes(Tags.LINK_TRACE_ID, traceId.array());
    out.bytes(Tags.LINK_SPAN_ID, ByteBuffer.allocate(8).putLong(target.spanId()).array());
    return out;
  }

  @Test
  void event_startsWithItsTime_leavesItToTheColumn() {
    assertThat(eventThere(event(-7, "a"), -7)).isEqualTo(9);
    var timeAlone = new ProtoWriter();
    timeAlone.fixed64(Tags.EVENT_TIME, 5);
    assertThat(eventThere(timeAlone, 5)).isEqualTo(9);
  }

  @Test
  void event_startsOtherwise_isKeptWhole() {
    assertThat(eventThere(new ProtoWriter(), 0)).isZero();
    var nameFirst = new ProtoWriter();
    nameFirst.text(Tags.EVENT_NAME, "a");
    nameFirst.fixed64(Tags.EVENT_TIME, 1);
    assertThat(eventThere(nameFirst, 1)).isZero();
  }

  @Test
  void event_withSeveralTimes_isKeptWhole() {
    ProtoWriter event = event(1, "a");
    event.fixed64(Tags.EVENT_TIME, 2);

    assertThat(eventThere(event, 2)).isZero();
  }

  @Test
  void event_goesOnWithTheMark_isKeptWhole() {
    var event = new ProtoWriter();
    event.fixed64(Tags.EVENT_TIME, 1);
    event.raw(new byte[] {0, 0}, 0, 2);

    assertThat(eventThere(event, 1)).isZero();
  }

  @Test
  void link_startsWithItsIds_leavesThemToTheColumns() {
    ProtoWriter link = link(TARGET);
    assertThat(linkThere(link, TARGET)).isEqualTo(28);
    link.text(Tags.LINK_TRACE_STATE, "a=b");
    assertThat(linkThere(link, TARGET)).isEqualTo(28);
  }

  @Test
  void link_startsOtherwise_isKeptWhole() {
    assertThat(linkThere(new ProtoWriter(), new LinkTarget(0, 0, 0))).isZero();
    assertThat(linkThere(link(TARGET), new LinkTarget(1, 2, 3))).isZero();
    var shortId = new ProtoWriter();
    shortId.bytes(Tags.LINK_TRACE_ID, new byte[5]);
    shortId.bytes(Tags.LINK_SPAN_ID, new byte[30]);
    assertThat(linkThere(shortId, new LinkTarget(0, 0, 0))).isZero();
  }
}
