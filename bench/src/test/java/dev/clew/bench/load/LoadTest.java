package dev.clew.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.bench.FakeReceiver;
import dev.clew.bench.FakeReceiver.Answer;
import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.otlp.Protocol;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Pool POOL = Pool.make(new Recipe(1, 2, 60, 50));

  @TempDir Path folder;

  @Test
  void run_everythingTaken_countsAndRecordsAll() throws Exception {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      Totals totals = run(plan(receiver.endpoint(), 4, LONG));

      assertThat(totals.isWhole()).isTrue();
      assertThat(totals.ackedSpans()).isEqualTo(POOL.spans()).isEqualTo(receiver.ackedSpans());
      assertThat(totals.sentSpans()).isEqualTo(POOL.spans());
      assertThat(totals.bytesPerSpan()).isBetween(50.0, 300.0);
      assertThat(recorded()).isEqualTo(receiver.ackedSpansByTrace());
    }
  }

  @Test
  void run_busyReceiver_sendsAgainUntilTaken() throws Exception {
    try (var receiver = new FakeReceiver(number -> Answer.of(number % 3 == 0 ? 503 : 200))) {
      Totals totals = run(plan(receiver.endpoint(), 4, LONG));

      assertThat(totals.isWhole()).isTrue();
      assertThat(totals.ackedSpans()).isEqualTo(POOL.spans());
      assertThat(totals.retries()).isEqualTo(receiver.requests() - POOL.size()).isPositive();
      assertThat(totals.toString()).contains("last trouble: HTTP 503");
      assertThat(recorded()).isEqualTo(receiver.ackedSpansByTrace());
    }
  }

  @Test
  void run_someRefused_recordsTheOthersOnly() throws Exception {
    try (var receiver = new FakeReceiver(number -> Answer.of(number % 3 == 0 ? 400 : 200))) {
      Totals totals = run(plan(receiver.endpoint(), 4, LONG));

      assertThat(totals.isWhole()).isFalse();
      assertThat(totals.retries()).isZero();
      assertThat(totals.ackedSpans() + totals.refusedSpans()).isEqualTo(POOL.spans());
      assertThat(recorded()).isNotEmpty().isEqualTo(receiver.ackedSpansByTrace());
    }
  }

  @Test
  void run_someSpansRejected_recordsNothingOfThatRequest() throws Exception {
    try (var receiver =
        new FakeReceiver(number -> number == 0 ? Answer.rejecting(2, "zero ids") : Answer.ok())) {
      Totals totals = run(plan(receiver.endpoint(), 1, LONG));

      assertThat(totals.refusedSpans()).isEqualTo(2);
      assertThat(totals.ackedSpans()).isEqualTo(POOL.spans() - 2);
      assertThat(recorded()).isEqualTo(receiver.ackedSpansByTrace());
    }
  }

  @Test
  void run_overOneConnection_hasRecordedBeforeTheNextRequest() throws Exception {
    var early = new CopyOnWriteArrayList<Long>();
    try (var receiver =
        new FakeReceiver(_ -> {
          early.add(recorded().values().stream().mapToLong(Long::longValue).sum());
          return Answer.ok();
        })) {
      run(plan(receiver.endpoint(), 1, LONG));
    }

    long sent = 0;
    for (int number = 0; number < POOL.size(); number++) {
      assertThat(early.get(number)).as("at request %d", number).isEqualTo(sent);
      sent += POOL.template(number).spans();
    }
  }

  @Test
  void run_receiverGone_endsInTimeAndRecordsNothing() throws Exception {
    URI gone;
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      gone = receiver.endpoint();
    }

    Totals totals = run(plan(gone, 2, Duration.ofMillis(300)));

    assertThat(totals.ackedSpans()).isZero();
    assertThat(totals.unansweredSpans()).isPositive();
    assertThat(totals.isWhole()).isFalse();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void stop_whileSending_answersWhatIsOnItsWay() throws Exception {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      Load load = Load.start(plan(receiver.endpoint(), 2, LONG), POOL, Clock.system());

      load.stop();
      Totals totals = load.await(_ -> {});

      assertThat(totals.ackedSpans()).isEqualTo(receiver.ackedSpans());
      assertThat(recorded()).isEqualTo(receiver.ackedSpansByTrace());
    }
  }

  @Test
  void start_fileThatCannotBeWritten_fails() {
    Plan plan = Plan.fullSpeed(URI.create("http://127.0.0.1:1"), LONG, folder);

    assertThatThrownBy(() -> Load.start(plan, POOL, Clock.system()))
        .isInstanceOf(IOException.class);
  }

  private Totals run(Plan plan) throws IOException, InterruptedException {
    return Load.start(plan, POOL, Clock.system()).await(_ -> {});
  }

  private Plan plan(URI endpoint, int connections, Duration duration) {
    return new Plan(
        endpoint,
        Protocol.HTTP,
        Encoding.GZIP,
        Rate.MAX,
        1,
        duration,
        connections,
        Optional.of(folder.resolve("acked")));
  }

  private Map<String, Long> recorded() {
    Map<String, Long> spans = new HashMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("acked"))) {
        spans.merge(line.substring(0, 32), Long.parseLong(line.substring(33)), Long::sum);
      }
    } catch (IOException thrown) {
      throw new AssertionError(thrown);
    }
    return spans;
  }
}
