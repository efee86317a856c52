package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What blocks hold, value by value, without the codes and numbers that are their own affair.
final class BlockContent {
  private BlockContent() {}

  /// The values of every column, row by row.
  static List<Map<StoredKey, List<Object>>> rows(StoredBlock block) throws IOException {
    List<Map<StoredKey, List<Object>>> rows =
        Stream.<Map<StoredKey, List<Object>>>generate(LinkedHashMap::new)
            .limit(block.rowCount())
            .toList();
    for (StoredKey key : block.storedKeys()) {
      List<List<Object>> column = column(block, key);
      for (int row = 0; row < rows.size(); row++) {
        if (!column.get(row).isEmpty()) {
          rows.get(row).put(key, column.get(row));
        }
      }
    }
    return rows;
  }

  /// The values of one column, row by row.
  static List<List<Object>> column(StoredBlock block, StoredKey key) throws IOException {
    List<List<Object>> rows =
        Stream.<List<Object>>generate(ArrayList::new).limit(block.rowCount()).toList();
    StoredColumn column = block.stored(key).orElseThrow();
    var page = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      column.read(number, page);
      for (int at = 0; at < page.size(); at++) {
        rows.get(page.rows()[at]).add(value(block, column, page.values()[at]));
      }
    }
    return rows;
  }

  private static Object value(StoredBlock block, StoredColumn column, long value)
      throws IOException {
    if (column.key().equals(StoredKey.TRACE)) {
      return block.traces().traceId((int) value);
    }
    return column.key().isCoded()
        ? ByteBuffer.wrap(column.dictionary(new long[] {value}).bytes((int) value))
        : value;
  }

  /// The rows of a block in the order in which they are sealed: a span that was sent again stands
  /// where its last row belongs.
  static List<Map<StoredKey, List<Object>>> sealedRows(StoredBlock block) throws IOException {
    var rows = new ArrayList<>(rows(block));
    var minStarts = new HashMap<Object, Long>();
    var lastStarts = new HashMap<Object, Long>();
    for (Map<StoredKey, List<Object>> row : rows) {
      minStarts.merge(trace(row), start(row), Math::min);
      lastStarts.put(span(row), start(row));
    }
    rows.sort(
        Comparator.<Map<StoredKey, List<Object>>>comparingLong(row -> minStarts.get(trace(row)))
            .thenComparingLong(row -> trace(row).high())
            .thenComparingLong(row -> trace(row).low())
            .thenComparingLong(row -> lastStarts.get(span(row))));
    return rows;
  }

  private static Object span(Map<StoredKey, List<Object>> row) {
    return List.of(trace(row), only(row, StoredKey.SPAN_ID));
  }

  static TraceId trace(Map<StoredKey, List<Object>> row) {
    return (TraceId) only(row, StoredKey.TRACE);
  }

  static long start(Map<StoredKey, List<Object>> row) {
    return (Long) only(row, StoredKey.START_NANOS);
  }

  static long end(Map<StoredKey, List<Object>> row) {
    return start(row) + (Long) only(row, StoredKey.DURATION_NANOS);
  }

  private static Object only(Map<StoredKey, List<Object>> row, StoredKey key) {
    return row.getOrDefault(key, List.of()).getFirst();
  }
}
