package dev.clew.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The spans of one trace, in the order they started.
record Trace(List<Made> spans) {
  Trace {
    spans =
        spans.stream()
            .sorted(Comparator.comparingLong(each -> each.span().getStartTimeUnixNano()))
            .toList();
  }

  Set<String> services() {
    return spans.stream().map(Made::service).collect(Collectors.toSet());
  }

  List<Made> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /// The spans of statements that begin so.
  List<Made> statements(String beginning) {
    return spans.stream()
        .filter(span -> span.attribute("db.query.text").startsWith(beginning))
        .toList();
  }

  /// The only span with that name in that service.
  Made one(String service, String name) {
    return only(
        service + " " + name,
        named(name).stream().filter(span -> span.service().equals(service)).toList());
  }

  Made statement(String beginning) {
    return only(beginning, statements(beginning));
  }

  private Made only(String what, List<Made> found) {
    if (found.size() != 1) {
      throw new AssertionError("needs one " + what + " in\n" + tree());
    }
    return found.getFirst();
  }

  Made parentOf(Made child) {
    return spans.stream()
        .filter(span -> span.id().equals(child.parentId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no parent of " + child.name() + "\n" + tree()));
  }

  Made root() {
    return only("root", spans.stream().filter(span -> span.parentId().isEmpty()).toList());
  }

  /// Nothing more will come: each parent is there, and of each call both sides.
  boolean isWhole() {
    Set<String> ids = spans.stream().map(Made::id).collect(Collectors.toSet());
    Set<String> parents = spans.stream().map(Made::parentId).collect(Collectors.toSet());
    boolean hasRoot = parents.contains("");
    return hasRoot
        && spans.stream()
            .allMatch(span -> span.parentId().isEmpty() || ids.contains(span.parentId()))
        && spans.stream().allMatch(span -> !span.isCall() || parents.contains(span.id()));
  }

  /// A line a span, indented below its parent.
  String tree() {
    StringBuilder text = new StringBuilder();
    for (Made span : spans) {
      if (span.parentId().isEmpty()) {
        append(text, span, 0);
      }
    }
    return text.toString();
  }

  private void append(StringBuilder text, Made span, int depth) {
    text.append(String.format("%8.2f ms  %s", span.nanos() / 1e6, "  ".repeat(depth)))
        .append(span.service() + "  " + span.name() + "  " + span.span().getKind())
        .append(" " + span.span().getStatus().getCode() + "\n");
    for (Made child : spans) {
      if (child.parentId().equals(span.id())) {
        append(text, child, depth + 1);
      }
    }
  }
}
