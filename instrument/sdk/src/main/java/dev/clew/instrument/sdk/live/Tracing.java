package dev.clew.instrument.sdk.live;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// What tracing does in this process: the open spans, and counters that its parts put in.
public final class Tracing implements TracingMXBean {
  public static final String NAME = "dev.clew:type=Tracing";

  private static final Logger LOG = Logger.getLogger(Tracing.class.getName());

  private final OpenSpans openSpans;
  private final Map<String, LongSupplier> counters = new ConcurrentHashMap<>();

  public Tracing(OpenSpans openSpans) {
    this.openSpans = openSpans;
    count("spans.open", openSpans::count);
  }

  public void count(String name, LongSupplier counter) {
    counters.put(name, counter);
  }

  /// Takes the place of an SDK that was started before.
  public void register() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = new ObjectName(NAME);
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(this, name);
    } catch (JMException e) {
      LOG.log(Level.FINE, "no JMX view of tracing", e);
    }
  }

  @Override
  public Map<String, Long> getCounts() {
    Map<String, Long> counts = new TreeMap<>();
    counters.forEach((name, counter) -> counts.put(name, counter.getAsLong()));
    return counts;
  }

  @Override
  public List<String> getOpenSpans() {
    return openSpans.all();
  }

  @Override
  public List<String> openSpansOfTrace(String traceId) {
    return openSpans.ofTrace(traceId);
  }

  @Override
  public int forgetOlderThan(long seconds) {
    return openSpans.forget(Duration.ofSeconds(seconds));
  }
}
