package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;

/// Reads the bodies of requests, which are small.
public final class Bodies {
  private static final int MAX_BODY = 64 * 1024;

  private Bodies() {}

  public static byte[] read(ServiceRequestContext request) throws IOException {
    try (InputStream in = request.request().toInputStream(Bodies::data)) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new RequestException(
            HttpStatus.REQUEST_ENTITY_TOO_LARGE, "the body needs at most " + MAX_BODY + " bytes");
      }
      return body;
    }
  }

  private static HttpData data(HttpObject part) {
    return part instanceof HttpData data ? data : HttpData.empty();
  }
}
