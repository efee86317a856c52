package dev.clew.instrument.spring;

import dev.clew.instrument.sdk.live.Tracing;
import dev.clew.instrument.sdk.live.TracingMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/// `/actuator/clew`: the counts of tracing and the open spans, also those of an agent.
@Endpoint(id = "clew")
public class ClewEndpoint {
  @ReadOperation
  public Map<String, Object> all() {
    TracingMXBean tracing = tracing();
    return Map.of("counts", tracing.getCounts(), "openSpans", tracing.getOpenSpans());
  }

  @ReadOperation
  public List<String> ofTrace(@Selector String traceId) {
    return tracing().openSpansOfTrace(traceId);
  }

  /// Forgets open spans older than five minutes.
  @DeleteOperation
  public Map<String, Integer> cleanUp() {
    return Map.of("forgotten", tracing().forgetOlderThan(300));
  }

  /// By JMX, as an agent's classes cannot be reached otherwise.
  private static TracingMXBean tracing() {
    try {
      return JMX.newMXBeanProxy(
          ManagementFactory.getPlatformMBeanServer(),
          new ObjectName(Tracing.NAME),
          TracingMXBean.class);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
