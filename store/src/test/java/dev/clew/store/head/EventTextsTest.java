package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.ColumnPage;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.ProtoWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTextsTest {
  private static final String TRACE = "at dev.clew.Checkout.pay(Checkout.java:7)\n".repeat(25);

  private final MemoryMeter meter = new MemoryMeter();
  private final EventTexts events = new EventTexts(new HeadColumn(StoredKey.EVENT, meter), meter);
  private final List<byte[]> added = new ArrayList<>();

  private void add(ProtoWriter event) {
    byte[] bytes = event.toBytes();
    events.add(added.size(), bytes, 0, bytes.length);
    added.add(bytes);
  }

  private static ProtoWriter event(long time, String name) {
    var out = new ProtoWriter();
    out.fixed64(Tags.EVENT_TIME, time);
    out.text(Tags.EVENT_NAME, name);
    return out;
  }

  private List<byte[]> read() {
    HeadColumn.Snapshot column = events.snapshot();
    var page = new ColumnPage();
    column.read(0, page);
    var read = new ArrayList<byte[]>();
    for (int at = 0; at < page.size(); at++) {
      read.add(column.dictionary().bytes((int) page.values()[at]));
    }
    return read;
  }

  @Test
  void bytes_anyEvents_areAsTheyCame() {
    add(event(1, "a"));
    add(event(2, "a"));
    add(event(1, "b"));
    add(event(1, "a"));
    add(new ProtoWriter());
    var nameFirst = new ProtoWriter();
    nameFirst.text(Tags.EVENT_NAME, "a");
    nameFirst.fixed64(Tags.EVENT_TIME, 1);
    add(nameFirst);
    var timeOnly = new ProtoWriter();
    timeOnly.fixed64(Tags.EVENT_TIME, 0x0101_0101_0101_0101L);
    add(timeOnly);

    assertThat(read()).usingRecursiveComparison().isEqualTo(added);
    assertThat(events.snapshot().dictionary().size()).isEqualTo(added.size() - 1);
  }

  @Test
  void bytes_failuresOfOneCause_keepItsTraceOnce() {
    for (int time = 0; time < 1_000; time++) {
      add(event(time, TRACE));
    }

    assertThat(meter.bytes()).isLessThan(50 * 1_000);
  }
}
