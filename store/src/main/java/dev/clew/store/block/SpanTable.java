package dev.clew.store.block;

import dev.clew.model.Resource;
import dev.clew.model.TraceId;
import dev.clew.model.ValueType;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.close.TraceRows;
import dev.clew.store.cube.CallAttribute;
import dev.clew.store.cube.CallRows;
import dev.clew.store.cube.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Reads what judging traces needs of rows of blocks, column by column.
///
/// Owned by one thread.
final class SpanTable {
  /// Which rows of a block are read, in ascending order, and to which rows of the table they go.
  @SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
  record Picks(int[] rows, int[] targets) {}

  @FunctionalInterface
  private interface Value {
    void put(int target, long value) throws IOException;
  }

  private record LinkRow(int target, long spanId) {}

  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();
  private final Words words;
  private final IntFunction<TraceId> traceOf;
  private final ColumnPage page = new ColumnPage();
  private final List<LinkRow> links = new ArrayList<>();

  /// @param words where the names of services and spans are numbered
  /// @param traceOf the trace of a row of the table
  SpanTable(Words words, IntFunction<TraceId> traceOf) {
    this.words = words;
    this.traceOf = traceOf;
  }

  /// Forgets everything and makes room.
  void clear(int size) {
    rows.blank(size);
    calls.blank(size);
    links.clear();
  }

  TraceRows rows() {
    return rows;
  }

  CallRows calls() {
    return calls;
  }

  /// Reads the rows as far as [TraceRows] has them.
  void readSpans(StoredBlock block, Picks picks) throws IOException {
    each(block, Intrinsic.SPAN_ID, picks, rows::spanId);
    each(block, Intrinsic.PARENT_SPAN_ID, picks, rows::parentId);
    each(block, Intrinsic.START_NANOS, picks, rows::startNanos);
    each(block, Intrinsic.DURATION_NANOS, picks, rows::durationNanos);
    each(block, Intrinsic.KIND, picks, (at, kind) -> rows.kind(at, (int) kind));
    each(block, Intrinsic.STATUS, picks, (at, status) -> rows.status(at, (int) status));
    List<Resource> resources = block.resources();
    var services = new Codes(code -> words.code(resources.get(code).serviceName()));
    each(block, Intrinsic.RESOURCE, picks, (at, code) -> rows.service(at, services.word(code)));
  }

  /// Reads the rows as far as [CallRows] has them.
  void readCalls(StoredBlock block, Picks picks) throws IOException {
    texts(block, Intrinsic.NAME, picks, calls::name);
    for (CallAttribute attribute : CallAttribute.values()) {
      var key = new ColumnKey.SpanAttribute(attribute.key(), ValueType.STRING);
      if (attribute.isPeer()) {
        texts(block, key, picks, (at, word) -> calls.attribute(at, attribute, word));
      } else {
        each(block, key, picks, (at, _) -> calls.attribute(at, attribute, 0));
      }
    }
    readLinks(block, picks);
  }

  /// Keeps the links that lead to a span of the same trace.
  private void readLinks(StoredBlock block, Picks picks) throws IOException {
    var highs = new ArrayList<Long>();
    var lows = new ArrayList<Long>();
    var spanIds = new ArrayList<LinkRow>();
    each(block, Intrinsic.LINK_TRACE_ID_HIGH, picks, (_, high) -> highs.add(high));
    each(block, Intrinsic.LINK_TRACE_ID_LOW, picks, (_, low) -> lows.add(low));
    each(block, Intrinsic.LINK_SPAN_ID, picks, (at, id) -> spanIds.add(new LinkRow(at, id)));
    for (int at = 0; at < spanIds.size(); at++) {
      LinkRow link = spanIds.get(at);
      TraceId trace = traceOf.apply(link.target());
      if (link.spanId() != 0 && highs.get(at) == trace.high() && lows.get(at) == trace.low()) {
        links.add(link);
      }
    }
  }

  /// To be called once all blocks are read.
  void finish() {
    links.sort(Comparator.comparingInt(LinkRow::target));
    links.forEach(link -> calls.link(link.target(), link.spanId()));
  }

  @FunctionalInterface
  private interface Word {
    void put(int target, int word);
  }

  private void texts(StoredBlock block, ColumnKey key, Picks picks, Word to) throws IOException {
    Optional<Column> column = block.column(key);
    if (column.isPresent()) {
      Dictionary texts = column.get().dictionary().orElseThrow();
      var codes = new Codes(code -> words.code(texts.text(code)));
      each(block, column.get(), picks, (at, code) -> to.put(at, codes.word(code)));
    }
  }

  private void each(StoredBlock block, ColumnKey key, Picks picks, Value to) throws IOException {
    Optional<Column> column = block.column(key);
    if (column.isPresent()) {
      each(block, column.get(), picks, to);
    }
  }

  private void each(StoredBlock block, Column column, Picks picks, Value to) throws IOException {
    int at = 0;
    for (int number = 0; at < picks.rows().length; number++) {
      int end = block.firstRow(number + 1);
      if (picks.rows()[at] < end) {
        column.read(number, page);
        at = each(picks, at, end, to);
      }
    }
  }

  private int each(Picks picks, int from, int end, Value to) throws IOException {
    int[] wanted = picks.rows();
    int[] found = page.rows();
    long[] values = page.values();
    int size = page.size();
    int at = from;
    int value = 0;
    for (; at < wanted.length && wanted[at] < end; at++) {
      while (value < size && found[value] < wanted[at]) {
        value++;
      }
      for (; value < size && found[value] == wanted[at]; value++) {
        to.put(picks.targets()[at], values[value]);
      }
    }
    return at;
  }

  @FunctionalInterface
  private interface Decoding {
    int word(int code) throws IOException;
  }

  /// The words of the codes of one column, each decoded when it first comes.
  private static final class Codes {
    private final Decoding decoding;

    /// Word plus one, or 0 where it is not known yet.
    private int[] known = new int[64];

    Codes(Decoding decoding) {
      this.decoding = decoding;
    }

    int word(long value) throws IOException {
      int code = (int) value;
      if (code >= known.length) {
        known = Arrays.copyOf(known, Math.max(code + 1, known.length * 2));
      }
      if (known[code] == 0) {
        known[code] = decoding.word(code) + 1;
      }
      return known[code] - 1;
    }
  }
}
