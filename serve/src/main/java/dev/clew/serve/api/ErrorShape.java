package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpStatus;
import java.io.IOException;

/// How an API says that something went wrong.
@FunctionalInterface
public interface ErrorShape {
  /// Writes the whole answer; nothing of the reply has left yet.
  void write(Reply reply, HttpStatus status, String message) throws IOException;
}
