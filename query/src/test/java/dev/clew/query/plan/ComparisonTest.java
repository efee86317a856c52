package dev.clew.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.Literal;
import dev.clew.query.SpanMaker;
import dev.clew.query.traceql.Operator;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.InMemorySpanStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final AttributeValue FIVE = new AttributeValue.Int(5);

  private static boolean holds(AttributeValue value, Operator operator, Literal operand) {
    return Comparison.of(operator, operand).holds(value);
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  @Test
  void equal_otherTypes_neverHolds() {
    var five = new Literal.Text("5");

    assertThat(holds(FIVE, Operator.EQUAL, five)).isFalse();
    assertThat(holds(FIVE, Operator.NOT_EQUAL, five)).isFalse();
    assertThat(holds(text("5"), Operator.EQUAL, new Literal.Int(5))).isFalse();
    assertThat(holds(text("true"), Operator.EQUAL, new Literal.Bool(true))).isFalse();
    assertThat(holds(new AttributeValue.Int(1), Operator.EQUAL, new Literal.Bool(true))).isFalse();
    assertThat(
            holds(new AttributeValue.Int(2), Operator.EQUAL, new Literal.Status(StatusCode.ERROR)))
        .isFalse();
  }

  @Test
  void equal_numbersOfTwoTypes_holds() {
    assertThat(holds(FIVE, Operator.EQUAL, new Literal.Real(5))).isTrue();
    assertThat(holds(new AttributeValue.Real(5), Operator.EQUAL, new Literal.Int(5))).isTrue();
    assertThat(holds(FIVE, Operator.EQUAL, new Literal.Span(Duration.ofNanos(5)))).isTrue();
  }

  @Test
  void span_longerThanAnySpan_isTheLongest() {
    var ages = new Literal.Span(Duration.ofDays(1_000_000));

    assertThat(holds(new AttributeValue.Int(Long.MAX_VALUE), Operator.LESS, ages)).isFalse();
    assertThat(holds(new AttributeValue.Int(Long.MAX_VALUE - 1), Operator.LESS, ages)).isTrue();
  }

  @Test
  void less_texts_goesByCodePoints() {
    assertThat(holds(text("😀"), Operator.GREATER, new Literal.Text("\uFFFD"))).isTrue();
    assertThat(holds(text("a"), Operator.LESS, new Literal.Text("ab"))).isTrue();
    assertThat(holds(text(""), Operator.LESS_OR_EQUAL, new Literal.Text(""))).isTrue();
  }

  @Test
  void matches_text_isOfTheWholeText() {
    assertThat(holds(text("x1"), Operator.MATCHES, new Literal.Text("x"))).isFalse();
    assertThat(holds(text("x\n1"), Operator.MATCHES, new Literal.Text("x.*"))).isTrue();
    assertThat(holds(text("x1"), Operator.NOT_MATCHES, new Literal.Text("x"))).isTrue();
    assertThat(holds(FIVE, Operator.NOT_MATCHES, new Literal.Text("x"))).isFalse();
  }

  @Test
  void kind_numberOfTheFuture_isUnspecified() {
    ValueTest test =
        Objects.requireNonNull(
            Comparison.of(Operator.EQUAL, new Literal.Kind(SpanKind.UNSPECIFIED)).enums());

    assertThat(test.holds(0)).isTrue();
    assertThat(test.holds(99)).isTrue();
    assertThat(test.holds(-1)).isTrue();
    assertThat(test.holds(2)).isFalse();
  }

  @Test
  void onTexts_wordThatIsNowhere_isDecidedWithoutTheRows() throws Exception {
    RowTest test = on(column("x", "y"), new Literal.Text("z"), () -> {});

    assertThat(test).isEqualTo(RowTest.NOTHING);
  }

  @Test
  void onTexts_manyWords_asksNowAndThenWhetherToGoOn() throws Exception {
    var asked = new AtomicInteger();
    String[] names = IntStream.range(0, 1000).mapToObj(Integer::toString).toArray(String[]::new);

    on(column(names), new Literal.Text("7"), asked::incrementAndGet);

    assertThat(asked).hasValue(4);
  }

  private static RowTest on(Column column, Literal operand, Checkpoint checkpoint)
      throws Exception {
    return Comparison.of(Operator.EQUAL, operand).onTexts(column, checkpoint);
  }

  private static Column column(String... names) throws IOException {
    var spans =
        IntStream.range(0, names.length)
            .mapToObj(at -> SpanMaker.span(1, at + 1).named(names[at]).make())
            .toList();
    return InMemorySpanStore.block("b", List.copyOf(spans), 10)
        .column(Intrinsic.NAME)
        .orElseThrow();
  }

  @Test
  void matches_badPattern_saysWhatItNeeds() {
    assertThatThrownBy(() -> Comparison.of(Operator.MATCHES, new Literal.Text("(")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pattern needs RE2 syntax");
  }
}
