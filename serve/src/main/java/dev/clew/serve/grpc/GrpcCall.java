package dev.clew.serve.grpc;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;

/// A method that a port of gRPC answers.
public interface GrpcCall {
  /// Its full name, with a slash before it.
  String path();

  HttpResponse answer(HttpRequest request);
}
