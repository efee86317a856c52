package dev.clew.serve.zipkin;

import zipkin2.codec.SpanBytesEncoder;

@SuppressWarnings("deprecation") // clients still send it
final class ZipkinThriftContractTest extends ZipkinContract {
  ZipkinThriftContractTest() {
    super(SpanBytesEncoder.THRIFT);
  }
}
