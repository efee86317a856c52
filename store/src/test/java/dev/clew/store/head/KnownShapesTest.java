package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.clew.model.ValueType;
import dev.clew.store.ColumnPage;
import dev.clew.store.block.Shape;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownShapesTest {
  private final Head head = new Head("head");

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  private static KeyValue text(String key) {
    return attribute(key, AnyValue.newBuilder().setStringValue("v").build());
  }

  private static KeyValue number(String key) {
    return attribute(key, AnyValue.newBuilder().setIntValue(5).build());
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private void append(List<KeyValue> attributes) {
    appendAll(List.of(attributes));
  }

  private void appendAll(List<List<KeyValue>> spans) {
    var request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    spans.forEach(attributes -> scope.addSpans(span(attributes)));
    head.append(batch(request.build().toByteArray()));
  }

  private static Span span(List<KeyValue> attributes) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFromUtf8("sixteen bytes..."))
        .setSpanId(ByteString.copyFromUtf8("8 bytes."))
        .addAllAttributes(attributes)
        .build();
  }

  private static SpanBatch batch(byte[] request) {
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /// By row: the shape, as the keys and types that it stands for.
  private List<List<StoredKey>> shapes() throws Exception {
    HeadBlock block = head.snapshot();
    List<StoredKey> keys = block.attributeKeys();
    StoredColumn shape = block.stored(StoredKey.SHAPE).orElseThrow();
    var page = new ColumnPage();
    shape.read(0, page);
    var shapes = new ArrayList<List<StoredKey>>();
    for (int row = 0; row < page.size(); row++) {
      int[] columns = Shape.decode(shape.dictionary().bytes((int) page.values()[row]));
      shapes.add(Arrays.stream(columns).mapToObj(keys::get).toList());
    }
    return shapes;
  }

  private static StoredKey key(KeyValue attribute) {
    ValueType type = attribute.getValue().hasIntValue() ? ValueType.INT : ValueType.STRING;
    return new StoredKey(StoredKey.Space.SPAN_ATTRIBUTE, attribute.getKey(), type);
  }

  private static List<KeyValue> randomAttributes(SplittableRandom random) {
    return IntStream.range(0, 8)
        .filter(_ -> random.nextBoolean())
        .mapToObj(each -> random.nextInt(4) == 0 ? number("key" + each) : text("key" + each))
        .sorted((_, _) -> random.nextInt(8) == 0 ? 1 : 0)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void append_anyAttributesInAnyOrder_keepsTheirOrder(int seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<List<KeyValue>> spans =
        IntStream.range(0, 300).mapToObj(_ -> randomAttributes(random)).toList();

    appendAll(spans);

    assertThat(shapes())
        .isEqualTo(
            spans.stream().map(span -> span.stream().map(KnownShapesTest::key).toList()).toList());
  }

  @Test
  void append_keyThatStoodOnceNowTwice_isAnotherShape() throws Exception {
    append(List.of(text("a"), text("b")));
    append(List.of(text("a"), text("b")));
    append(List.of(text("a"), text("b"), text("a")));

    HeadBlock block = head.snapshot();
    var page = new ColumnPage();
    block.stored(StoredKey.SHAPE).orElseThrow().read(0, page);
    assertThat(page.values()[0]).isEqualTo(page.values()[1]).isNotEqualTo(page.values()[2]);
    block.stored(StoredKey.RAW_ATTRIBUTE).orElseThrow().read(0, page);
    assertThat(Arrays.copyOf(page.rows(), page.size())).containsExactly(2);
  }

  @Test
  void append_aNewShapeWithEachSpan_remembersOnlySoMany() {
    var random = new Random(1);
    List<KeyValue> attributes =
        new ArrayList<>(IntStream.range(0, 10).mapToObj(each -> text("key" + each)).toList());

    var spans = new ArrayList<List<KeyValue>>();
    for (int i = 0; i < 10_000; i++) {
      Collections.shuffle(attributes, random);
      spans.add(List.copyOf(attributes));
    }
    appendAll(spans);

    assertThat(head.bytes()).isLessThan(3 << 20);
  }

  /// Of a key that comes twice only the last value counts: what comes again need not be known.
  @Test
  void append_valueThatCameFirstWhereItDidNotCount_isFound() throws Exception {
    KeyValue one = attribute("service.region", string("eu-central-1"));
    KeyValue other = attribute("service.region", string("eu-central-2"));

    appendAll(List.of(List.of(one, other), List.of(one), List.of(other), List.of(one)));

    HeadColumn.Snapshot column = region();
    assertThat(
            IntStream.range(0, 4)
                .mapToObj(row -> column.dictionary().text((int) column.value(row))))
        .containsExactly("eu-central-2", "eu-central-1", "eu-central-2", "eu-central-1");
  }

  private static AnyValue string(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private HeadColumn.Snapshot region() {
    var key = new StoredKey(StoredKey.Space.SPAN_ATTRIBUTE, "service.region", ValueType.STRING);
    return (HeadColumn.Snapshot) head.snapshot().stored(key).orElseThrow();
  }
}
