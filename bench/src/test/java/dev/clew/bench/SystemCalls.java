package dev.clew.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads what `strace -f -yy` wrote of a server whose requests carry marks, and finds the answers
/// that began before a sync of the log which itself began after their request was written.
///
/// Owned by one thread.
final class SystemCalls {
  private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern FILE = Pattern.compile("^\\w+\\(\\d+<((?:->|[^>])*)>.*");
  private static final Pattern MARK = Pattern.compile("MARK-\\d{4}");
  private static final String UNFINISHED = " <unfinished ...>";
  private static final String LOG = ".wal";

  private final Map<String, String> calls = new HashMap<>();
  private final Map<String, Set<String>> written = new HashMap<>();
  private final Map<String, Set<String>> syncing = new HashMap<>();
  private final Map<String, String> asked = new HashMap<>();
  private final Set<String> safe = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final List<String> early = new ArrayList<>();

  private SystemCalls() {}

  static SystemCalls read(Stream<String> lines) {
    var calls = new SystemCalls();
    lines.forEach(calls::line);
    return calls;
  }

  /// The marks of the requests that were answered with success.
  Set<String> answered() {
    return answered;
  }

  /// Of these, the ones that were not yet on the disk.
  List<String> early() {
    return early;
  }

  private void line(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    String thread = parts.group(1);
    String call = parts.group(2);
    Matcher resumed = RESUMED.matcher(call);
    if (resumed.matches()) {
      String begun = calls.remove(thread);
      ended((begun == null ? "" : begun) + resumed.group(1));
    } else if (call.endsWith(UNFINISHED)) {
      String begun = call.substring(0, call.length() - UNFINISHED.length());
      calls.put(thread, begun);
      began(begun);
    } else {
      began(call);
      ended(call);
    }
  }

  private void began(String call) {
    String file = file(call);
    if (isSync(call)) {
      Set<String> marks = written.remove(file);
      syncing.put(file, marks == null ? Set.of() : marks);
    } else if (call.startsWith("write") && call.contains("HTTP/1.1 200")) {
      String mark = asked.remove(file);
      if (mark != null) {
        answered.add(mark);
        if (!safe.contains(mark)) {
          early.add(mark);
        }
      }
    }
  }

  private void ended(String call) {
    String file = file(call);
    if (isSync(call)) {
      Set<String> marks = syncing.remove(file);
      if (marks != null && call.endsWith("= 0")) {
        safe.addAll(marks);
      }
    } else if (call.startsWith("pwrite64") && file.endsWith(LOG)) {
      written.computeIfAbsent(file, _ -> new HashSet<>()).addAll(marks(call));
    } else if (call.startsWith("read")) {
      marks(call).forEach(mark -> asked.put(file, mark));
    }
  }

  private static boolean isSync(String call) {
    return call.startsWith("fdatasync") || call.startsWith("fsync");
  }

  private static List<String> marks(String call) {
    return MARK.matcher(call).results().map(each -> each.group()).toList();
  }

  /// The file or socket that a call works on.
  private static String file(String call) {
    Matcher file = FILE.matcher(call);
    return file.matches() ? file.group(1) : "";
  }
}
