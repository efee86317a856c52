package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Whose pages may send spans from a browser, besides those of this machine; `*` stands for all.
public final class Origins {
  private static final Duration REMEMBER_PREFLIGHT = Duration.ofHours(1);

  private final Set<String> allowed;

  public Origins(List<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /// Has a server tell browsers.
  void mount(ServerBuilder server) {
    server.decorator(
        CorsService.builder(this::mayCall)
            .allowRequestMethods(HttpMethod.POST)
            .allowAllRequestHeaders(true)
            .maxAge(REMEMBER_PREFLIGHT)
            .newDecorator());
  }

  private boolean mayCall(String origin) {
    return allowed.contains("*") || allowed.contains(origin) || isOfThisMachine(origin);
  }

  static boolean isOfThisMachine(String origin) {
    return origin.matches("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
  }
}
