package dev.clew.serve.grpc;

import dev.clew.serve.http.Body;
import java.util.function.IntUnaryOperator;

/// The one message of a unary gRPC request.
public record Frame(boolean isCompressed, int length) {
  public static final int PREFIX_BYTES = 5;

  /// Reads the prefix of a whole body, and says what is wrong with it by an
  /// `IllegalArgumentException`.
  static Frame of(Body body) {
    return of(body.length(), body::at);
  }

  /// Reads it of an array.
  public static Frame of(byte[] body) {
    return of(body.length, at -> body[at]);
  }

  private static Frame of(int length, IntUnaryOperator body) {
    if (length < PREFIX_BYTES) {
      throw new IllegalArgumentException("a gRPC message needs a prefix of 5 bytes, got " + length);
    }
    int flag = body.applyAsInt(0);
    if (flag != 0 && flag != 1) {
      throw new IllegalArgumentException("a gRPC message starts with 0 or 1, got " + (flag & 0xFF));
    }
    long declared = 0;
    for (int i = 1; i < PREFIX_BYTES; i++) {
      declared = declared << 8 | (body.applyAsInt(i) & 0xFF);
    }
    int came = length - PREFIX_BYTES;
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
