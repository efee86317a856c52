package dev.clew.query.traceql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The queries of the corpus files, with what becomes of them.
final class Corpus {
  private static final List<String> FILES =
      List.of("lexical", "fields", "intrinsics", "spansets", "pipelines", "metrics", "extensions");

  /// @param expected the print, or the error behind an exclamation mark
  record Entry(String query, String expected) {
    boolean isValid() {
      return !expected.startsWith("! ");
    }

    @Override
    public String toString() {
      return query;
    }
  }

  private Corpus() {}

  static List<Entry> entries() {
    return FILES.stream().flatMap(file -> entries(file).stream()).toList();
  }

  static Stream<Entry> valid() {
    return entries().stream().filter(Entry::isValid);
  }

  static Stream<Entry> invalid() {
    return entries().stream().filter(entry -> !entry.isValid());
  }

  private static List<Entry> entries(String file) {
    List<String> lines =
        text("/traceql/" + file + ".txt")
            .lines()
            .filter(line -> !line.startsWith("# ") && !line.isEmpty())
            .toList();
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < lines.size(); i += 2) {
      String expected = lines.get(i + 1);
      String query = lines.get(i).replace('↵', '\n');
      entries.add(new Entry(query, expected.equals("=") ? query : expected));
    }
    return entries;
  }

  private static String text(String resource) {
    try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(resource, e);
    }
  }
}
