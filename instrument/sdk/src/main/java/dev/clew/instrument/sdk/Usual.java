package dev.clew.instrument.sdk;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The settings of Clew's own choice, and older names of settings; what is set already stays.
final class Usual {
  private static final Logger LOG = Logger.getLogger(Usual.class.getName());
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String HEADERS = "otel.exporter.otlp.headers";
  private static final String RESOURCE = "otel.resource.attributes";

  private final ConfigProperties config;
  private final Map<String, String> added = new LinkedHashMap<>();

  private Usual(ConfigProperties config) {
    this.config = config;
  }

  static Map<String, String> settings(ConfigProperties config) {
    Usual usual = new Usual(config);
    usual.export();
    usual.tracing();
    usual.identity();
    usual.endpoint();
    usual.authorization();
    return usual.added;
  }

  private void export() {
    boolean isAudit = "audit".equals(config.getString("clew.profile"));
    usually("otel.exporter.otlp.protocol", "http/protobuf");
    usually("otel.exporter.otlp.compression", "gzip");
    usually("otel.exporter.otlp.timeout", "30000");
    usually("otel.bsp.max.queue.size", "8192");
    usually("otel.bsp.max.export.batch.size", isAudit ? "100" : "512");
    usually("otel.bsp.schedule.delay", isAudit ? "5000" : "2000");
    // Clew takes traces; whoever sends the others elsewhere says where.
    usually("otel.metrics.exporter", "none");
    usually("otel.logs.exporter", "none");
  }

  private void tracing() {
    usually("otel.traces.sampler", "clew");
    usually("otel.propagators", "w3c,baggage,xtrace,correlation,user");
    usually("otel.attribute.value.length.limit", "4096");
    usually("otel.instrumentation.logback-mdc.add-baggage", "true");
    usually("otel.instrumentation.log4j-context-data.add-baggage", "true");
  }

  /// Names that older tracers read from the environment.
  private void identity() {
    String service = config.getString("service.name");
    boolean isNamed = config.getMap(RESOURCE).containsKey("service.name");
    if (service != null && !isNamed) {
      usually("otel.service.name", service);
    }
    Map<String, String> resource = new LinkedHashMap<>();
    putIfSaid(resource, "service.version", config.getString("service.version"));
    putIfSaid(resource, "deployment.environment.name", config.getString("node.env"));
    resource.keySet().removeAll(config.getMap(RESOURCE).keySet());
    resource.forEach((key, value) -> append(RESOURCE, key, value));
  }

  private void endpoint() {
    String jaeger = config.getString("jaeger.endpoint");
    if (jaeger != null && config.getString(ENDPOINT) == null) {
      String host = URI.create(jaeger).getHost();
      String endpoint = "http://" + (host == null ? "localhost" : host) + ":4318";
      LOG.warning("JAEGER_ENDPOINT names a protocol of old; spans go by OTLP to " + endpoint);
      added.put(ENDPOINT, endpoint);
    }
  }

  private void authorization() {
    if (config.getMap(HEADERS).keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
      return;
    }
    String key = first(config.getString("clew.token"), config.getString("otlp.api.key"));
    String header = config.getString("otlp.auth.header");
    if (key != null) {
      append(HEADERS, "Authorization", "Bearer " + key);
    } else if (header != null) {
      int colon = header.indexOf(':');
      String name = colon < 0 ? "Authorization" : header.substring(0, colon).trim();
      append(HEADERS, name, header.substring(colon + 1).trim());
    }
  }

  private void usually(String key, String value) {
    if (config.getString(key) == null) {
      added.put(key, value);
    }
  }

  /// Adds to a setting that is a list of `key=value`.
  private void append(String setting, String key, String value) {
    String before = first(added.get(setting), config.getString(setting));
    // Spaces would end as plus signs, which nobody decodes.
    String coded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    String entry = key + "=" + coded;
    added.put(setting, before == null || before.isEmpty() ? entry : before + "," + entry);
  }

  private static void putIfSaid(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
