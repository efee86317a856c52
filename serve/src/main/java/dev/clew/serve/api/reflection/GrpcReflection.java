package dev.clew.serve.api.reflection;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.GrpcCalls;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.Reply;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `grpc.reflection.v1.ServerReflection` and its older name for Jaeger's API: each question of a
/// stream is answered as it comes.
public final class GrpcReflection {
  private static final String CALL = "ServerReflectionInfo";
  private static final List<String> NAMES =
      List.of("grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection");
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "google/protobuf/timestamp.proto", "timestamp.proto",
              "google/protobuf/duration.proto", "duration.proto",
              "opentelemetry/proto/common/v1/common.proto", "common.proto",
              "opentelemetry/proto/resource/v1/resource.proto", "resource.proto",
              "opentelemetry/proto/trace/v1/trace.proto", "trace.proto",
              "jaeger/api_v2/query.proto", "jaeger_v2.proto",
              "jaeger/api_v2/metrics.proto", "jaeger_metrics.proto",
              "jaeger/api_v3/query_service.proto", "jaeger_v3.proto",
              "grpc/health/v1/health.proto", "health.proto"));
  private static final int NOT_FOUND = 5;

  private final List<String> services;
  private final Descriptors descriptors;

  /// @param services the full names of those that the port has
  public GrpcReflection(List<String> services) {
    this.services = services.stream().sorted().toList();
    Map<String, String> texts = new TreeMap<>();
    FILES.forEach((name, resource) -> texts.put(name, text(resource)));
    descriptors = new Descriptors(texts);
  }

  private static String text(String resource) {
    try (InputStream in = GrpcReflection.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar needs a file " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }

  public void mount(ServerBuilder server, Answers answers) {
    for (String name : NAMES) {
      server.service(
          "/" + name + "/" + CALL,
          (request, _) -> answers.answer(request, "grpc.reflection", this::converse));
    }
  }

  private void converse(ServiceRequestContext request, Reply reply) throws IOException {
    GrpcCalls.converse(request, reply, this::answer);
  }

  private byte[] answer(byte[] question) {
    ProtoFields asked = ProtoFields.read(question);
    var out = new ProtoWriter();
    out.text(text(1), asked.text(1));
    out.bytes(text(2), question);
    if (asked.has(7)) {
      list(out);
    } else if (asked.has(3)) {
      files(descriptors.file(asked.text(3)), "no such file: " + asked.text(3), out);
    } else if (asked.has(4)) {
      files(descriptors.filesWith(asked.text(4)), "no such symbol: " + asked.text(4), out);
    } else {
      error("there are no extensions", out);
    }
    return out.toBytes();
  }

  private void list(ProtoWriter out) {
    int mark = out.begin(text(6));
    for (String service : services) {
      int inner = out.begin(text(1));
      out.text(text(1), service);
      out.end(inner);
    }
    out.end(mark);
  }

  private static void files(List<byte[]> files, String absent, ProtoWriter out) {
    if (files.isEmpty()) {
      error(absent, out);
      return;
    }
    int mark = out.begin(text(4));
    files.forEach(file -> out.bytes(text(1), file));
    out.end(mark);
  }

  private static void error(String message, ProtoWriter out) {
    int mark = out.begin(text(7));
    out.varint(1 << 3 | WireType.VARINT, NOT_FOUND);
    out.text(text(2), message);
    out.end(mark);
  }

  private static int text(int field) {
    return field << 3 | WireType.LENGTH;
  }
}
