package dev.clew.serve.zipkin;

import zipkin2.codec.SpanBytesEncoder;

final class ZipkinProto3ContractTest extends ZipkinContract {
  ZipkinProto3ContractTest() {
    super(SpanBytesEncoder.PROTO3);
  }
}
