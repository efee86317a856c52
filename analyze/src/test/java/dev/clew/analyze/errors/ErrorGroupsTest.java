package dev.clew.analyze.errors;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.Sketch.BASE;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.ErrorGroups.Example;
import dev.clew.analyze.ErrorGroups.Group;
import dev.clew.analyze.ErrorGroups.Version;
import dev.clew.analyze.ErrorsQuestion;
import dev.clew.analyze.errors.Grouping.Failure;
import dev.clew.model.Attribute;
import dev.clew.model.SpanId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorGroupsTest {
  private static final String STACK =
      "java.net.SocketTimeoutException: Read timed out\n\tat shop.Card.charge(Card.java:42)\n"
          + "\tat shop.Pay.run(Pay.java:7)";

  private static final Analyses SHOP =
      AnalysesHouse.of(
          span(1, "pay", "charge").at(0, 10).failed("x").threw("Timeout", "after 300 ms", STACK),
          span(2, "pay", "refund")
              .trace(2)
              .at(1_800_000, 1_800_010)
              .failed("x")
              .threw("Timeout", "after 7 ms", STACK.replace(":42", ":43")),
          span(3, "pay", "charge")
              .trace(3)
              .at(0, 10)
              .failed("no cover")
              .with(Attribute.of("error.type", "Refused")),
          span(4, "cart", "get").trace(4).at(0, 10));

  private static ErrorGroups groups(String query) throws QueryException {
    return SHOP.errors(DEFAULT, question(query, Optional.empty()), _ -> {});
  }

  private static ErrorsQuestion question(String query, Optional<String> group) {
    return new ErrorsQuestion(query, HOUR, 4, 10, group);
  }

  @Test
  void failuresThatDifferInNumbersOnly_areOneGroup() throws QueryException {
    Group first = groups("").groups().getFirst();

    assertThat(first.type()).isEqualTo("Timeout");
    assertThat(first.message()).isEqualTo("after # ms");
    assertThat(first.frame()).isEqualTo("shop.Card.charge(Card.java)");
    assertThat(first.count()).isEqualTo(2);
    assertThat(first.traces()).isEqualTo(2);
    assertThat(first.names()).containsExactly("charge", "refund");
    assertThat(first.sparkline()).containsExactly(1, 0, 1, 0);
    assertThat(first.firstSeenNanos()).isEqualTo(BASE);
    assertThat(first.examples())
        .first()
        .isEqualTo(
            new Example(new TraceId(0, 2), new SpanId(2), first.lastSeenNanos(), "after 7 ms"));
  }

  @Test
  void failureWithoutException_goesByItsStatus() throws QueryException {
    Group second = groups("").groups().get(1);

    assertThat(second.type()).isEqualTo("Refused");
    assertThat(second.message()).isEqualTo("no cover");
    assertThat(second.frame()).isEmpty();
  }

  @Test
  void query_narrowsTheSpans() throws QueryException {
    assertThat(groups("{ name = `refund` }").errors()).isOne();
    assertThat(groups("{ resource.service.name = `cart` }").groups()).isEmpty();
  }

  @Test
  void noQuery_isRefused() {
    assertThatThrownBy(() -> groups("{ name = ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void groupId_isTheSameWhateverIsAskedFor() throws QueryException {
    assertThat(groups("{ name = `refund` }").groups().getFirst().id())
        .isEqualTo(groups("").groups().getFirst().id());
  }

  @Test
  void group_isToldAlone_asAPartOfAllErrors() throws QueryException {
    Group refused = groups("").groups().get(1);

    ErrorGroups alone = SHOP.errors(DEFAULT, question("", Optional.of(refused.id())), _ -> {});

    assertThat(alone.groups()).containsExactly(refused);
    assertThat(alone.errors()).isEqualTo(3);
  }

  @Test
  void versions_areCounted_theOneThatCameLastFirst() throws QueryException {
    Analyses shop =
        AnalysesHouse.of(
            span(1, "pay", "charge").at(0, 10).failed("x").version("1"),
            span(2, "pay", "charge").trace(2).at(5000, 5010).failed("x").version("2"),
            span(3, "pay", "charge").trace(3).at(9000, 9010).failed("x").version("1"));

    ErrorGroups answer = shop.errors(DEFAULT, question("", Optional.empty()), _ -> {});

    assertThat(answer.groups().getFirst().versions())
        .containsExactly(
            new Version("2", 1, BASE + 5_000_000_000L, BASE + 5_000_000_000L),
            new Version("1", 2, BASE, BASE + 9_000_000_000L));
  }

  @Test
  void frames_ofOtherLanguagesAreKnown() {
    assertThat(TopFrame.of("Error: x\n    at charge (/app/pay.js:3:14)\n    at run"))
        .isEqualTo("charge (/app/pay.js)");
    assertThat(
            TopFrame.of(
                """
                Traceback
                  File "a.py", line 3, in run
                    x()
                  File "b.py", line 9, in x
                E
                """))
        .isEqualTo("b.py in x");
    assertThat(TopFrame.of("goroutine 1\nmain.pay()\n\t/src/pay.go:12 +0x1d"))
        .isEqualTo("/src/pay.go");
    assertThat(TopFrame.of("it broke")).isEmpty();
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static List<Failure> failures(Gen gen) {
    var failures = new ArrayList<Failure>();
    for (int at = gen.random().nextInt(60); at > 0; at--) {
      failures.add(
          new Failure(
              gen.oneOf(List.of("a", "b")),
              gen.oneOf(List.of("1", "2")),
              gen.word(),
              gen.text(),
              gen.text() + " " + gen.random().nextInt(1000),
              "",
              gen.traceId(),
              gen.spanId(),
              BASE + gen.random().nextLong(3_600_000_000_000L)));
    }
    return failures;
  }

  private static ErrorGroups group(List<Failure> failures, TimeRange range) {
    var grouping = new Grouping(new ErrorsQuestion("", range, 7, 1000, Optional.empty()));
    failures.forEach(grouping::add);
    return grouping.result(new Coverage(true, 0, 0, 0, List.of()), Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyFailure_isInOneGroupWhateverTheOrder(long seed) {
    List<Failure> failures = failures(new Gen(seed));
    ErrorGroups groups = group(failures, HOUR);
    var shuffled = new ArrayList<>(failures);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(groups.groups().stream().mapToInt(Group::count).sum()).isEqualTo(failures.size());
    assertThat(groups.groups())
        .allSatisfy(group ->
            assertThat(group.sparkline().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(group.count()))
        .allSatisfy(group ->
            assertThat(group.versions().stream().mapToInt(Version::count).sum())
                .isEqualTo(group.count()));
    assertThat(group(shuffled, HOUR).groups())
        .extracting(Group::id, Group::count, Group::sparkline, Group::versions)
        .isEqualTo(
            groups.groups().stream()
                .map(each -> tuple(each.id(), each.count(), each.sparkline(), each.versions()))
                .toList());
  }
}
