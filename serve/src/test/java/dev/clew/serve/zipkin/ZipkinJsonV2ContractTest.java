package dev.clew.serve.zipkin;

import zipkin2.codec.SpanBytesEncoder;

final class ZipkinJsonV2ContractTest extends ZipkinContract {
  ZipkinJsonV2ContractTest() {
    super(SpanBytesEncoder.JSON_V2);
  }
}
