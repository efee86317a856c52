package dev.clew.bench.data;

import dev.clew.bench.data.Service.Pod;
import java.util.HexFormat;

/// Makes pods with the resource attributes that SDKs and resource detectors give them.
final class Pods {
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int NODES = 12;

  private Pods() {}

  static Pod of(String service, int number, Draws draws) {
    String pod = service + "-" + hex(draws, 5) + "-" + hex(draws, 3);
    String address = "10.42." + number / 200 + "." + (number % 200 + 10);
    StampedBytes resource =
        new AttributeBytes(RESOURCE_ATTRIBUTES)
            .text("service.name", service)
            .text("service.namespace", "shop")
            .text("service.version", "2." + draws.below(9) + "." + draws.below(20))
            .text("service.instance.id", pod)
            .text("deployment.environment.name", "production")
            .text("telemetry.sdk.name", "opentelemetry")
            .text("telemetry.sdk.language", "java")
            .text("telemetry.sdk.version", "1.53.0")
            .text("k8s.namespace.name", "shop")
            .text("k8s.deployment.name", service)
            .text("k8s.pod.name", pod)
            .text("k8s.node.name", "node-" + (1 + draws.below(NODES)))
            .text("host.name", pod)
            .number("process.pid", 1)
            .text("process.runtime.version", "21.0.8+9-LTS")
            .bytes();
    return new Pod(number, resource, address);
  }

  private static String hex(Draws draws, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes; at++) {
      text.append(HexFormat.of().toHexDigits((byte) draws.below(256)));
    }
    return text.toString();
  }
}
