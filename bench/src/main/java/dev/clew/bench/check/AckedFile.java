package dev.clew.bench.check;

import dev.clew.model.TraceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the file of acknowledged spans: lines of a trace id and a number of spans.
final class AckedFile {
  private static final int ID_LENGTH = 32;

  private AckedFile() {}

  /// The acknowledged spans of every trace, in the order of the file. A last line without its end
  /// is left out: the generator was killed before it was recorded.
  static Map<TraceId, Long> read(Path path) throws IOException {
    Map<TraceId, Long> spans = new LinkedHashMap<>();
    boolean whole = endsWithLineEnd(path);
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      for (long number = 1; line != null; number++) {
        String next = lines.readLine();
        if (next != null || whole) {
          add(spans, line, path + " line " + number);
        }
        line = next;
      }
    }
    return spans;
  }

  private static boolean endsWithLineEnd(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() == 0) {
        return true;
      }
      file.seek(file.length() - 1);
      return file.read() == '\n';
    }
  }

  private static void add(Map<TraceId, Long> spans, String line, String where) {
    try {
      TraceId id = TraceId.parse(line.substring(0, ID_LENGTH));
      spans.merge(id, Long.parseLong(line.substring(ID_LENGTH + 1)), Long::sum);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException bad) {
      throw new IllegalArgumentException(
          where + " must be a trace id and a number of spans, got '" + line + "'", bad);
    }
  }
}
