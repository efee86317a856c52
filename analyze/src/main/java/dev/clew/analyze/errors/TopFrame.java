package dev.clew.analyze.errors;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The frame of a stack trace in which it was thrown, without line numbers, which every release
/// moves.
///
/// Known are the ways of Java, .NET and JavaScript (`at …`, the first), of Python (`File "…", line
/// 3, in f`, the last) and of Go (`file.go:12`, the first). What is written in another way has
/// none. Of a text its first 16 Ki characters count.
final class TopFrame {
  private static final int MOST_CHARS = 16 * 1024;
  private static final int MOST_FRAME_CHARS = 200;
  private static final Pattern AT = Pattern.compile("^at (\\S.*)$");
  private static final Pattern PYTHON = Pattern.compile("^File \"([^\"]*)\", line \\d+, in (.*)$");
  private static final Pattern GO = Pattern.compile("^(\\S+\\.go):\\d+.*$");
  private static final Pattern LINE = Pattern.compile("(:\\d+)+|:line \\d+");

  private TopFrame() {}

  static String of(String stack) {
    String text = stack.length() > MOST_CHARS ? stack.substring(0, MOST_CHARS) : stack;
    List<String> lines = text.lines().map(String::strip).toList();
    String frame =
        Stream.of(frames(lines, AT), frames(lines, PYTHON).reversed(), frames(lines, GO))
            .filter(each -> !each.isEmpty())
            .findFirst()
            .map(List::getFirst)
            .orElse("");
    return frame.length() > MOST_FRAME_CHARS ? frame.substring(0, MOST_FRAME_CHARS) : frame;
  }

  private static List<String> frames(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(TopFrame::text)
        .toList();
  }

  private static String text(Matcher frame) {
    String place = LINE.matcher(frame.group(1)).replaceAll("");
    return frame.groupCount() == 2 ? place + " in " + frame.group(2) : place;
  }
}
