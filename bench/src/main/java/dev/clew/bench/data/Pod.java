package dev.clew.bench.data;

import java.util.HexFormat;

/// One running copy of a service.
///
/// @param resource the encoded `Resource`, with the attributes of SDKs and resource detectors
record Pod(int number, StampedBytes resource) {
  private static final int ATTRIBUTES = 1;
  private static final int NODES = 12;

  static Pod of(String service, int number, Draws draws) {
    String name = service + "-" + hex(draws, 5) + "-" + hex(draws, 3);
    StampedBytes resource =
        new AttributeBytes(ATTRIBUTES)
            .text("service.name", service)
            .text("service.namespace", "shop")
            .text("service.version", "2." + draws.below(9) + "." + draws.below(20))
            .text("service.instance.id", name)
            .text("deployment.environment.name", "production")
            .text("telemetry.sdk.name", "opentelemetry")
            .text("telemetry.sdk.language", "java")
            .text("telemetry.sdk.version", "1.53.0")
            .text("k8s.namespace.name", "shop")
            .text("k8s.deployment.name", service)
            .text("k8s.pod.name", name)
            .text("k8s.node.name", "node-" + (1 + draws.below(NODES)))
            .text("host.name", name)
            .number("process.pid", 1)
            .text("process.runtime.version", "21.0.8+9-LTS")
            .bytes();
    return new Pod(number, resource);
  }

  private static String hex(Draws draws, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes; at++) {
      text.append(HexFormat.of().toHexDigits((byte) draws.below(256)));
    }
    return text.toString();
  }
}
