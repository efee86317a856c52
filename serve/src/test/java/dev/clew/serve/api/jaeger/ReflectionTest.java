package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.jaeger.JaegerCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.serve.api.ProtoFields;
import dev.clew.store.InMemorySpanStore;
import io.grpc.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// gRPC's own client asks what there is to ask, and protobuf's own library reads the answers.
final class ReflectionTest {
  private static final String V1 = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  private static final String ALPHA =
      "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  private static JaegerCalls calls;

  @BeforeAll
  static void open() {
    calls = new JaegerCalls(new InMemorySpanStore());
  }

  @AfterAll
  static void close() {
    calls.close();
  }

  private static ProtoFields ask(int field, String what) {
    return ProtoFields.read(calls.call(V1, text(field, what).toBytes()).getFirst());
  }

  /// The file that declares a name, built of its descriptors as a client does.
  private static FileDescriptor file(int field, String what) throws Exception {
    byte[] answer = calls.call(V1, text(field, what).toBytes()).getFirst();
    ByteString files =
        UnknownFieldSet.parseFrom(answer).getField(4).getLengthDelimitedList().getFirst();
    Map<String, FileDescriptor> built = new LinkedHashMap<>();
    for (ByteString each : UnknownFieldSet.parseFrom(files).getField(1).getLengthDelimitedList()) {
      FileDescriptorProto file = FileDescriptorProto.parseFrom(each);
      FileDescriptor[] imports =
          file.getDependencyList().stream().map(built::get).toArray(FileDescriptor[]::new);
      built.put(file.getName(), FileDescriptor.buildFrom(file, imports));
    }
    return List.copyOf(built.values()).getLast();
  }

  @ParameterizedTest
  @ValueSource(strings = {V1, ALPHA})
  void list_hasTheServices(String call) {
    byte[] answer = calls.call(call, text(7, "*").toBytes()).getFirst();

    assertThat(ProtoFields.read(answer).message(6).orElseThrow().all(1))
        .extracting(service -> service.text(1))
        .containsExactly(
            "grpc.health.v1.Health",
            "jaeger.api_v2.QueryService",
            "jaeger.api_v2.metrics.MetricsQueryService",
            "jaeger.api_v3.QueryService");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc.health.v1.Health",
        "jaeger.api_v2.QueryService",
        "jaeger.api_v2.metrics.MetricsQueryService",
        "jaeger.api_v3.QueryService"
      })
  void service_hasTheCallsThatAreAnswered(String service) throws Exception {
    String simpleName = service.substring(service.lastIndexOf('.') + 1);
    List<MethodDescriptor> methods = file(4, service).findServiceByName(simpleName).getMethods();

    assertThat(methods).isNotEmpty();
    for (MethodDescriptor method : methods) {
      Status status = calls.status(service + "/" + method.getName(), new byte[0]);
      assertThat(status.getCode()).as(method.getName()).isNotEqualTo(Status.Code.UNIMPLEMENTED);
    }
  }

  @Test
  void spans_areThoseOfOpenTelemetry() throws Exception {
    Descriptor told =
        file(3, "opentelemetry/proto/trace/v1/trace.proto").findMessageTypeByName("TracesData");

    Map<String, List<String>> theirs = shape(TracesData.getDescriptor());

    assertThat(shape(told))
        .hasSize(13)
        .allSatisfy((name, fields) -> assertThat(theirs.get(name)).containsAll(fields));
  }

  /// The messages that a message is made of, and their fields by number, name and type.
  private static Map<String, List<String>> shape(Descriptor message) {
    var shape = new LinkedHashMap<String, List<String>>();
    addShape(message, shape);
    return shape;
  }

  private static void addShape(Descriptor message, Map<String, List<String>> shape) {
    if (shape.containsKey(message.getFullName())) {
      return;
    }
    shape.put(
        message.getFullName(),
        message.getFields().stream()
            .map(field -> field.getNumber() + " " + field.getName() + " " + field.getType())
            .toList());
    message.getFields().stream()
        .filter(field -> field.getType() == FieldDescriptor.Type.MESSAGE)
        .forEach(field -> addShape(field.getMessageType(), shape));
  }

  @Test
  void mapAndChoice_areWhatTheyAre() throws Exception {
    Descriptor query =
        file(4, "jaeger.api_v3.TraceQueryParameters").findMessageTypeByName("TraceQueryParameters");
    Descriptor value =
        file(4, "opentelemetry.proto.common.v1.AnyValue").findMessageTypeByName("AnyValue");

    assertThat(query.findFieldByName("attributes").isMapField()).isTrue();
    assertThat(value.getOneofs())
        .singleElement()
        .satisfies(choice -> assertThat(choice.getFieldCount()).isEqualTo(7));
  }

  @Test
  void question_isAnsweredBeforeTheNextIsAsked() throws Exception {
    List<byte[]> answers =
        calls.converse(
            V1,
            List.of(
                text(7, "").toBytes(),
                text(4, "jaeger.api_v2.Span").toBytes(),
                text(4, "no").toBytes()));

    assertThat(ProtoFields.read(answers.get(0)).has(6)).isTrue();
    assertThat(ProtoFields.read(answers.get(1)).has(4)).isTrue();
    assertThat(ProtoFields.read(answers.get(2)).has(7)).isTrue();
  }

  @Test
  void unknown_isNotFound() {
    assertThat(ask(4, "no.Such").message(7).orElseThrow().text(2))
        .isEqualTo("no such symbol: no.Such");
    assertThat(ask(3, "no.proto").message(7).orElseThrow().number(1)).hasValue(5);
    assertThat(ask(6, "jaeger.api_v2.Span").has(7)).isTrue();
  }

  @Test
  void nonsense_isRefused() {
    assertThat(calls.refused(V1, new byte[] {0x7f}).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(calls.refused(V1, new byte[70_000]).getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }
}
