package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;

/// Reads the bodies of requests, which are small.
public final class Bodies {
  static final int MAX_BODY = 64 * 1024;

  private Bodies() {}

  public static byte[] read(ServiceRequestContext request) throws IOException {
    return read(request, MAX_BODY);
  }

  /// Reads a body of so many bytes at most.
  public static byte[] read(ServiceRequestContext request, int most) throws IOException {
    try (InputStream in = stream(request)) {
      byte[] body = in.readNBytes(most + 1);
      if (body.length > most) {
        throw new RequestException(
            HttpStatus.REQUEST_ENTITY_TOO_LARGE, "the body needs at most " + most + " bytes");
      }
      return body;
    }
  }

  /// A body that is read while it comes.
  static InputStream stream(ServiceRequestContext request) {
    return request.request().toInputStream(Bodies::data);
  }

  private static HttpData data(HttpObject part) {
    return part instanceof HttpData data ? data : HttpData.empty();
  }
}
