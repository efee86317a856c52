package dev.clew.serve.zipkin;

import zipkin2.codec.SpanBytesEncoder;

final class ZipkinJsonV1ContractTest extends ZipkinContract {
  ZipkinJsonV1ContractTest() {
    super(SpanBytesEncoder.JSON_V1);
  }
}
