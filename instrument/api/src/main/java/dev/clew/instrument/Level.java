package dev.clew.instrument;

/// How grave a log entry is, in OpenTelemetry's words.
public enum Level {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL
}
