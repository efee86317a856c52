package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.wire.proto.ProtoWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A block as programs of format 1 had it: with its events and links whole.
public final class AsFormat1 extends BlockOver {
  private static final Set<StoredKey> NEW =
      Set.of(
          StoredKey.EVENT_SINCE_START_NANOS,
          StoredKey.EVENT_BODY,
          StoredKey.LINK_TRACE_ID_HIGH,
          StoredKey.LINK_TRACE_ID_LOW,
          StoredKey.LINK_SPAN_ID,
          StoredKey.LINK_BODY);

  private final Map<StoredKey, Whole> old = new HashMap<>();

  public AsFormat1(StoredBlock block) throws IOException {
    super(block);
    if (block.stored(StoredKey.EVENT_BODY).isPresent()) {
      old.put(StoredKey.OLD_EVENT, events());
    }
    if (block.stored(StoredKey.LINK_BODY).isPresent()) {
      old.put(StoredKey.OLD_LINK, links());
    }
  }

  private Whole events() throws IOException {
    var whole = new Whole(StoredKey.OLD_EVENT, block);
    List<long[]> times = pairs(StoredKey.EVENT_SINCE_START_NANOS);
    List<long[]> bodies = pairs(StoredKey.EVENT_BODY);
    List<long[]> starts = pairs(StoredKey.START_NANOS);
    Dictionary texts = block.stored(StoredKey.EVENT_BODY).orElseThrow().dictionary();
    for (int at = 0; at < bodies.size(); at++) {
      int row = (int) bodies.get(at)[0];
      var out = new ProtoWriter();
      byte[] body = texts.bytes((int) bodies.get(at)[1]);
      Body.writeEvent(times.get(at)[1] + starts.get(row)[1], body, out);
      whole.add(row, out.toBytes());
    }
    return whole;
  }

  private Whole links() throws IOException {
    var whole = new Whole(StoredKey.OLD_LINK, block);
    List<long[]> highs = pairs(StoredKey.LINK_TRACE_ID_HIGH);
    List<long[]> lows = pairs(StoredKey.LINK_TRACE_ID_LOW);
    List<long[]> spanIds = pairs(StoredKey.LINK_SPAN_ID);
    List<long[]> bodies = pairs(StoredKey.LINK_BODY);
    Dictionary texts = block.stored(StoredKey.LINK_BODY).orElseThrow().dictionary();
    for (int at = 0; at < bodies.size(); at++) {
      var out = new ProtoWriter();
      var target = new LinkTarget(highs.get(at)[1], lows.get(at)[1], spanIds.get(at)[1]);
      Body.writeLink(target, texts.bytes((int) bodies.get(at)[1]), out);
      whole.add((int) bodies.get(at)[0], out.toBytes());
    }
    return whole;
  }

  /// All rows and values of a column.
  private List<long[]> pairs(StoredKey key) throws IOException {
    var pairs = new ArrayList<long[]>();
    var page = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      block.stored(key).orElseThrow().read(number, page);
      for (int at = 0; at < page.size(); at++) {
        pairs.add(new long[] {page.rows()[at], page.values()[at]});
      }
    }
    return pairs;
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    var keys = new LinkedHashSet<>(block.storedKeys());
    keys.removeAll(NEW);
    keys.addAll(old.keySet());
    return keys;
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) throws IOException {
    return old.containsKey(key)
        ? Optional.of(old.get(key))
        : NEW.contains(key) ? Optional.empty() : block.stored(key);
  }

  /// Whole messages, each value with a code of its own.
  private static final class Whole implements StoredColumn, Dictionary {
    private final StoredKey key;
    private final StoredBlock block;
    private final List<Integer> rows = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();

    Whole(StoredKey key, StoredBlock block) {
      this.key = key;
      this.block = block;
    }

    void add(int row, byte[] message) {
      rows.add(row);
      messages.add(message);
    }

    @Override
    public StoredKey key() {
      return key;
    }

    @Override
    public void read(int page, ColumnPage into) {
      into.clear(0);
      for (int at = 0; at < rows.size(); at++) {
        if (rows.get(at) >= block.firstRow(page) && rows.get(at) < block.firstRow(page + 1)) {
          into.add(rows.get(at), at);
        }
      }
    }

    @Override
    public long weight() {
      return messages.size();
    }

    @Override
    public Dictionary dictionary() {
      return this;
    }

    @Override
    public int size() {
      return messages.size();
    }

    @Override
    public byte[] bytes(int code) {
      return messages.get(code);
    }

    @Override
    public String text(int code) {
      return new String(bytes(code), StandardCharsets.UTF_8);
    }
  }
}
