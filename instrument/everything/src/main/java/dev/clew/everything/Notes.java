package dev.clew.everything;

import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;

/// A line in each log.
final class Notes {
  void addTo(Map<String, Action> actions) {
    actions.put("logback", this::logback);
    actions.put("log4j", this::log4j);
  }

  private String logback() {
    LoggerFactory.getLogger(Notes.class).warn("few left of {}", "green tea");
    return "noted";
  }

  private String log4j() {
    LogManager.getLogger(Notes.class).warn("none left of {}", "green tea");
    return "noted";
  }
}
