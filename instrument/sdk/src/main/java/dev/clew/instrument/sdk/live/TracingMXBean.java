package dev.clew.instrument.sdk.live;

import java.util.List;
import java.util.Map;

/// What tracing does in this process, for JMX, and so for whoever cannot reach the agent's classes.
public interface TracingMXBean {
  /// Counters by name, such as `spans.open` and `export.lost`.
  Map<String, Long> getCounts();

  /// `trace-id span-id age name` of each open span, oldest first.
  List<String> getOpenSpans();

  List<String> openSpansOfTrace(String traceId);

  /// Forgets the open spans that are older; returns how many.
  int forgetOlderThan(long seconds);
}
