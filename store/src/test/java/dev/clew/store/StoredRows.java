package dev.clew.store;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.testkit.OtlpProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads all rows of a view through its columns into plain text, so that two stores can be held
/// against each other whatever their codes, pages and blocks are.
public final class StoredRows {
  private StoredRows() {}

  /// The rows of all blocks, each as what it has by column, sorted.
  public static List<String> of(StoreView view) {
    return view.blocks().stream().flatMap(block -> of(block).stream()).sorted().toList();
  }

  /// The rows of a block in their order.
  public static List<String> of(Block block) {
    List<Map<String, List<String>>> rows = new ArrayList<>();
    for (int row = 0; row < block.rowCount(); row++) {
      rows.add(new TreeMap<>());
    }
    try {
      for (ColumnKey key : block.columns()) {
        read(block, block.column(key).orElseThrow(), rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows.stream().map(Map::toString).toList();
  }

  private static void read(Block block, Column column, List<Map<String, List<String>>> rows)
      throws IOException {
    var page = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      column.read(number, page);
      for (int at = 0; at < page.size(); at++) {
        int row = page.rows()[at];
        if (row < block.firstRow(number) || row >= block.firstRow(number + 1)) {
          throw new AssertionError("row " + row + " does not lie in page " + number);
        }
        rows.get(row)
            .computeIfAbsent(column.key().toString(), _ -> new ArrayList<>())
            .add(text(block, column, page.values()[at]));
      }
    }
  }

  private static String text(Block block, Column column, long value) throws IOException {
    if (column.key() == Intrinsic.TRACE) {
      return block.traces().traceId((int) value).toString();
    }
    if (column.key() == Intrinsic.RESOURCE) {
      Resource resource = block.resources().get((int) value);
      return OtlpProto.resource(resource) + resource.schemaUrl();
    }
    if (column.key() == Intrinsic.SCOPE) {
      Scope scope = block.scopes().get((int) value);
      return OtlpProto.scope(scope) + scope.schemaUrl();
    }
    return column
        .dictionary()
        .map(each -> new String(each.bytes((int) value), StandardCharsets.ISO_8859_1))
        .orElseGet(() -> Long.toString(value));
  }

  /// What the trace directories of all blocks say, by trace: rows, earliest start, latest end.
  public static Map<String, String> traces(StoreView view) throws IOException {
    record Seen(int rows, long minStart, long maxEnd) {
      Seen and(Seen other) {
        return new Seen(
            rows + other.rows, Math.min(minStart, other.minStart), Math.max(maxEnd, other.maxEnd));
      }
    }

    Map<String, Seen> seen = new HashMap<>();
    for (Block block : view.blocks()) {
      TraceDirectory traces = block.traces();
      for (int number = 0; number < traces.size(); number++) {
        if (traces.find(traces.traceId(number)) != number) {
          throw new AssertionError("trace " + traces.traceId(number) + " must be found");
        }
        seen.merge(
            traces.traceId(number).toString(),
            new Seen(
                traces.rows(number).length,
                traces.minStartNanos(number),
                traces.maxEndNanos(number)),
            Seen::and);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    seen.forEach((trace, each) -> texts.put(trace, each.toString()));
    return texts;
  }
}
