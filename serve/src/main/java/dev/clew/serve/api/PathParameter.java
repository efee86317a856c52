package dev.clew.serve.api;

import com.linecorp.armeria.server.ServiceRequestContext;

/// Reads the variable parts of an address.
public final class PathParameter {
  private PathParameter() {}

  /// The part that the route calls `name`, unescaped.
  public static String of(ServiceRequestContext request, String name) {
    String value = request.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("the route has no " + name + ": " + request.path());
    }
    return value;
  }
}
