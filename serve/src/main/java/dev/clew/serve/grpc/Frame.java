package dev.clew.serve.grpc;

import dev.clew.serve.http.Body;

/// The one message of a unary gRPC request.
record Frame(boolean isCompressed, int length) {
  static final int PREFIX_BYTES = 5;

  /// Reads the prefix of a whole body, and says what is wrong with it by an
  /// `IllegalArgumentException`.
  static Frame of(Body body) {
    if (body.length() < PREFIX_BYTES) {
      throw new IllegalArgumentException(
          "a gRPC message needs a prefix of 5 bytes, got " + body.length());
    }
    int flag = body.at(0);
    if (flag != 0 && flag != 1) {
      throw new IllegalArgumentException("a gRPC message starts with 0 or 1, got " + (flag & 0xFF));
    }
    long declared = 0;
    for (int i = 1; i < PREFIX_BYTES; i++) {
      declared = declared << 8 | (body.at(i) & 0xFF);
    }
    int came = body.length() - PREFIX_BYTES;
    if (declared != came) {
      throw new IllegalArgumentException(
          "a unary gRPC request needs one message; its prefix says "
              + declared
              + " bytes, "
              + came
              + " came");
    }
    return new Frame(flag == 1, came);
  }
}
