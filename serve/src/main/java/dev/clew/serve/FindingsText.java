package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/// What can be told of a trace, as lines of text: a finding a line, with its part of the critical
/// path and the first span to look at.
final class FindingsText {
  private FindingsText() {}

  /// The lines for what `traces/{id}/findings` answers.
  static Stream<String> of(JsonNode answer) {
    JsonNode findings = answer.path("findings");
    if (findings.isEmpty()) {
      return Stream.of("", "nothing stands out");
    }
    var table = new TextTable(2).row("", "FINDING", "OF THE TIME", "SPAN");
    findings.forEach(finding ->
        table.row(
            mark(finding.path("severity").asText()),
            Waterfall.clean(finding.path("title")),
            share(finding.path("evidence").path("share").asDouble()),
            finding.path("spanIds").path(0).asText()));
    return Stream.concat(Stream.of(""), table.lines());
  }

  private static String mark(String severity) {
    return switch (severity) {
      case "error" -> "!!";
      case "warning" -> " !";
      default -> " i";
    };
  }

  private static String share(double share) {
    return share == 0 ? "" : Math.round(share * 100) + " %";
  }
}
