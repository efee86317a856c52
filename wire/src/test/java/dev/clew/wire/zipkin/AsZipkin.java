package dev.clew.wire.zipkin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import zipkin2.codec.SpanBytesDecoder;

/// Reads what Zipkin's readers are told of an OTLP request with Zipkin's own codec.
final class AsZipkin {
  private AsZipkin() {}

  static List<zipkin2.Span> spans(byte[] otlp) throws MalformedException, IOException {
    var json = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      ZipkinJsonWriter.write(generator, ToldSpan.of(OtlpReader.read(otlp, otlp.length)));
    }
    return SpanBytesDecoder.JSON_V2.decodeList(json.toByteArray());
  }
}
