package dev.clew.wire.zipkin;

import java.util.Set;

/// The keys that OpenTelemetry's conventions know as those of resources. Exporters to Zipkin write
/// them as tags of every span, for want of another place.
final class ResourceKeys {
  private static final Set<String> KEYS =
      Set.of(
          "cloud.account.id",
          "cloud.availability_zone",
          "cloud.platform",
          "cloud.provider",
          "cloud.region",
          "cloud.resource_id",
          "container.id",
          "container.image.id",
          "container.image.name",
          "container.image.tag",
          "container.image.tags",
          "container.name",
          "container.runtime",
          "deployment.environment",
          "deployment.environment.name",
          "host.arch",
          "host.id",
          "host.image.id",
          "host.image.name",
          "host.image.version",
          "host.name",
          "host.type",
          "k8s.cluster.name",
          "k8s.container.name",
          "k8s.cronjob.name",
          "k8s.cronjob.uid",
          "k8s.daemonset.name",
          "k8s.daemonset.uid",
          "k8s.deployment.name",
          "k8s.deployment.uid",
          "k8s.job.name",
          "k8s.job.uid",
          "k8s.namespace.name",
          "k8s.node.name",
          "k8s.node.uid",
          "k8s.pod.name",
          "k8s.pod.uid",
          "k8s.replicaset.name",
          "k8s.replicaset.uid",
          "k8s.statefulset.name",
          "k8s.statefulset.uid",
          "os.description",
          "os.name",
          "os.type",
          "os.version",
          "process.command",
          "process.command_args",
          "process.command_line",
          "process.executable.name",
          "process.executable.path",
          "process.owner",
          "process.parent_pid",
          "process.pid",
          "process.runtime.description",
          "process.runtime.name",
          "process.runtime.version",
          "service.instance.id",
          "service.namespace",
          "service.version",
          "telemetry.auto.version",
          "telemetry.distro.name",
          "telemetry.distro.version",
          "telemetry.sdk.language",
          "telemetry.sdk.name",
          "telemetry.sdk.version",
          "webengine.description",
          "webengine.name",
          "webengine.version");

  private ResourceKeys() {}

  static boolean contains(String key) {
    return KEYS.contains(key);
  }
}
