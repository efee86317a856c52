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

  /// Takes values of a column, many at a time, each for a row of the table.
  @FunctionalInterface
  private interface Values {
    void put(int[] targets, long[] values, int count) throws IOException;
  }

  private record LinkRow(int target, long spanId) {}

  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();
  private final Words words;
  private final IntFunction<TraceId> traceOf;
  private final ColumnPage page = new ColumnPage();
  private int[] pickedTargets = new int[0];
  private long[] pickedValues = new long[0];
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
    each(block, Intrinsic.SPAN_ID, picks, rows::spanIds);
    each(block, Intrinsic.PARENT_SPAN_ID, picks, rows::parentIds);
    each(block, Intrinsic.START_NANOS, picks, rows::startNanos);
    each(block, Intrinsic.DURATION_NANOS, picks, rows::durationNanos);
    each(block, Intrinsic.KIND, picks, rows::kinds);
    each(block, Intrinsic.STATUS, picks, rows::statuses);
    List<Resource> resources = block.resources();
    var services = new Codes(code -> words.code(resources.get(code).serviceName()));
    each(
        block,
        Intrinsic.RESOURCE,
        picks,
        (targets, codes, count) -> {
          services.translate(codes, count);
          rows.services(targets, codes, count);
        });
  }

  /// Reads the rows as far as [CallRows] has them.
  void readCalls(StoredBlock block, Picks picks) throws IOException {
    texts(block, Intrinsic.NAME, picks, calls::names);
    for (CallAttribute attribute : CallAttribute.values()) {
      var key = new ColumnKey.SpanAttribute(attribute.key(), ValueType.STRING);
      Values to = (targets, words, count) -> calls.attributes(attribute, targets, words, count);
      if (attribute.isPeer()) {
        texts(block, key, picks, to);
      } else {
        each(block, key, picks, to);
      }
    }
    readLinks(block, picks);
  }

  /// Keeps the links that lead to a span of the same trace.
  private void readLinks(StoredBlock block, Picks picks) throws IOException {
    var highs = new ArrayList<Long>();
    var lows = new ArrayList<Long>();
    var spanIds = new ArrayList<LinkRow>();
    each(block, Intrinsic.LINK_TRACE_ID_HIGH, picks, (_, ids, count) -> addAll(ids, count, highs));
    each(block, Intrinsic.LINK_TRACE_ID_LOW, picks, (_, ids, count) -> addAll(ids, count, lows));
    each(
        block,
        Intrinsic.LINK_SPAN_ID,
        picks,
        (targets, ids, count) -> {
          for (int at = 0; at < count; at++) {
            spanIds.add(new LinkRow(targets[at], ids[at]));
          }
        });
    for (int at = 0; at < spanIds.size(); at++) {
      LinkRow link = spanIds.get(at);
      TraceId trace = traceOf.apply(link.target());
      if (link.spanId() != 0 && highs.get(at) == trace.high() && lows.get(at) == trace.low()) {
        links.add(link);
      }
    }
  }

  private static void addAll(long[] values, int count, List<Long> to) {
    for (int at = 0; at < count; at++) {
      to.add(values[at]);
    }
  }

  /// To be called once all blocks are read.
  void finish() {
    links.sort(Comparator.comparingInt(LinkRow::target));
    links.forEach(link -> calls.link(link.target(), link.spanId()));
  }

  private void texts(StoredBlock block, ColumnKey key, Picks picks, Values to) throws IOException {
    Optional<Column> column = block.column(key);
    if (column.isPresent()) {
      Dictionary texts = column.get().dictionary().orElseThrow();
      var codes = new Codes(code -> words.code(texts.text(code)));
      each(
          block,
          column.get(),
          picks,
          (targets, values, count) -> {
            codes.translate(values, count);
            to.put(targets, values, count);
          });
    }
  }

  private void each(StoredBlock block, ColumnKey key, Picks picks, Values to) throws IOException {
    Optional<Column> column = block.column(key);
    if (column.isPresent()) {
      each(block, column.get(), picks, to);
    }
  }

  private void each(StoredBlock block, Column column, Picks picks, Values to) throws IOException {
    int at = 0;
    for (int number = 0; at < picks.rows().length; number++) {
      int end = block.firstRow(number + 1);
      if (picks.rows()[at] < end) {
        column.read(number, page);
        at = each(picks, at, end, to);
      }
    }
  }

  private int each(Picks picks, int from, int end, Values to) throws IOException {
    int[] wanted = picks.rows();
    long[] values = page.values();
    int size = page.size();
    makeRoom(size);
    if (isWanted(wanted, from)) {
      System.arraycopy(picks.targets(), from, pickedTargets, 0, size);
      System.arraycopy(values, 0, pickedValues, 0, size);
      to.put(pickedTargets, pickedValues, size);
      return from + size;
    }
    int[] found = page.rows();
    int at = from;
    int value = 0;
    int picked = 0;
    for (; at < wanted.length && wanted[at] < end; at++) {
      while (value < size && found[value] < wanted[at]) {
        value++;
      }
      for (; value < size && found[value] == wanted[at]; value++) {
        pickedTargets[picked] = picks.targets()[at];
        pickedValues[picked++] = values[value];
      }
    }
    to.put(pickedTargets, pickedValues, picked);
    return at;
  }

  /// True when the next rows that are wanted are all those of the page, which has one value each.
  private boolean isWanted(int[] wanted, int from) {
    int last = from + page.size() - 1;
    return page.isDense()
        && last < wanted.length
        && wanted[from] == page.firstRow()
        && wanted[last] == page.firstRow() + page.size() - 1;
  }

  private void makeRoom(int size) {
    if (size > pickedTargets.length) {
      pickedTargets = new int[size];
      pickedValues = new long[size];
    }
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

    /// Puts words in the place of codes.
    void translate(long[] codes, int count) throws IOException {
      for (int at = 0; at < count; at++) {
        int code = (int) codes[at];
        if (code >= known.length) {
          known = Arrays.copyOf(known, Math.max(code + 1, known.length * 2));
        }
        if (known[code] == 0) {
          known[code] = decoding.word(code) + 1;
        }
        codes[at] = known[code] - 1L;
      }
    }
  }
}
