package dev.clew.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a benchmark has found, as one table and one line of JSON. Owned by one thread.
public final class Report {
  private static final String UNKNOWN = "-";
  private static final JsonFactory JSON = new JsonFactory();

  private final String benchmark;
  private final Machine machine;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /// Begins a report.
  ///
  /// @param machine as it was before the benchmark began
  public Report(String benchmark, Machine machine) {
    this.benchmark = benchmark;
    this.machine = machine;
  }

  /// Adds how something was set for all rows.
  public Report with(String name, Object value) {
    settings.put(name, value.toString());
    return this;
  }

  public void add(Row row) {
    rows.add(row);
  }

  /// Prints the table and, after it, the line.
  public void print(PrintWriter out) throws IOException {
    out.println(benchmark + ": " + settings);
    out.println(machine);
    out.println();
    table().forEach(out::println);
    out.println();
    out.println(json());
  }

  private List<String> table() {
    Set<Column> columns =
        rows.stream()
            .flatMap(row -> row.values().keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::title).toList());
    for (Row row : rows) {
      cells.add(columns.stream().map(column -> cell(row, column)).toList());
    }
    return aligned(cells);
  }

  private static String cell(Row row, Column column) {
    return row.value(column).map(value -> text(column, value)).orElse(UNKNOWN);
  }

  private static String text(Column column, Object value) {
    if (value instanceof Double number) {
      return number.isNaN() ? UNKNOWN : String.format(Locale.ROOT, column.format(), number);
    }
    return value.toString();
  }

  private static List<String> aligned(List<List<String>> cells) {
    List<String> lines = new ArrayList<>();
    for (List<String> line : cells) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        text.append(" ".repeat(width(cells, column) - cell.length() + 2)).append(cell);
      }
      lines.add(text.toString());
    }
    return lines;
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("benchmark", benchmark);
      machine.write(out);
      for (var setting : settings.entrySet()) {
        out.writeStringField(setting.getKey(), setting.getValue());
      }
      out.writeArrayFieldStart("rows");
      for (Row row : rows) {
        write(row, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void write(Row row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (var value : row.values().entrySet()) {
      out.writeFieldName(value.getKey().key());
      if (value.getValue() instanceof Double number) {
        writeNumber(number, out);
      } else {
        out.writeString(value.getValue().toString());
      }
    }
    out.writeEndObject();
  }

  private static void writeNumber(double number, JsonGenerator out) throws IOException {
    if (!Double.isFinite(number)) {
      out.writeNull();
    } else if (number == Math.rint(number)) {
      out.writeNumber((long) number);
    } else {
      out.writeNumber(String.format(Locale.ROOT, "%.4f", number));
    }
  }
}
