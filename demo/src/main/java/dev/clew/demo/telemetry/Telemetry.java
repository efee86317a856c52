package dev.clew.demo.telemetry;

import static io.opentelemetry.semconv.DeploymentAttributes.DEPLOYMENT_ENVIRONMENT_NAME;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_INSTANCE_ID;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_NAME;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_NAMESPACE;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_VERSION;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/// The OpenTelemetry SDK of one service: its resource, its tracers and the way its spans leave.
public final class Telemetry {
  public static final String VERSION = "1.4.2";

  private final String service;
  private final SdkTracerProvider tracers;

  public Telemetry(String service, SpanProcessor processor) {
    this.service = service;
    this.tracers =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(identity(service))))
            .addSpanProcessor(processor)
            .build();
  }

  public String service() {
    return service;
  }

  public Tracer tracer(String scope) {
    return tracers.get("dev.clew.demo." + scope, VERSION);
  }

  /// Runs a step of the service's own work inside a span of its own.
  public <T> T inSpan(String name, Step<T> step) throws Exception {
    Span span = tracer(service).spanBuilder(name).startSpan();
    try (Scope _ = span.makeCurrent()) {
      return step.run(span);
    } catch (Exception e) {
      SpanErrors.record(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  /// Exports what is left and ends; the result completes when that is done.
  public CompletableResultCode shutdown() {
    return tracers.shutdown();
  }

  private static Attributes identity(String service) {
    return Attributes.builder()
        .put(SERVICE_NAME, service)
        .put(SERVICE_NAMESPACE, "clew-shop")
        .put(SERVICE_VERSION, VERSION)
        .put(SERVICE_INSTANCE_ID, UUID.randomUUID().toString())
        .put(DEPLOYMENT_ENVIRONMENT_NAME, "demo")
        .put("host.name", hostName())
        .put("process.pid", ProcessHandle.current().pid())
        .put("process.runtime.name", System.getProperty("java.runtime.name", "unknown"))
        .put("process.runtime.version", Runtime.version().toString())
        .build();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  /// Work that may set attributes on the span around it.
  @FunctionalInterface
  public interface Step<T> {
    T run(Span span) throws Exception;
  }
}
