package dev.clew.serve.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.serve.api.QueryMeter.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class AnswersTest {
  private static final ErrorShape PLAIN =
      (reply, status, message) -> reply.status(status).write(message.getBytes(UTF_8));

  private static ApiHouse serving(Handler handler) {
    return ApiHouse.serving((server, meter) -> {
      var answers = new Answers(PLAIN, meter, () -> ApiHouse.NOW);
      server.service("/", answers.endpoint("test", handler, HttpMethod.GET, HttpMethod.HEAD));
    });
  }

  @Test
  void answer_smallBody_hasItsLength() {
    try (var house = serving((_, reply) -> reply.write("hello".getBytes(UTF_8)))) {
      Answer answer = house.get("/");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("hello");
      assertThat(answer.header("content-length")).isEqualTo("5");
      assertThat(house.metered()).isEqualTo(new ApiHouse.Metered("test", Outcome.OK));
    }
  }

  @Test
  void answer_bodyOfManyChunks_arrivesWhole() {
    byte[] body = "0123456789".repeat(500_000).getBytes(UTF_8);

    try (var house = serving((_, reply) -> reply.write(body))) {
      assertThat(house.get("/").bytes()).isEqualTo(body);
    }
  }

  @Test
  void answer_bodyWrittenByteByByte_arrivesWhole() {
    Handler handler =
        (_, reply) -> {
          for (int at = 0; at < 200_000; at++) {
            reply.write('a' + at % 26);
          }
        };

    try (var house = serving(handler)) {
      assertThat(house.get("/").text()).hasSize(200_000).startsWith("abc").endsWith("fgh");
    }
  }

  @Test
  void endpoint_head_hasTheHeadersAlone() {
    try (var house = serving((_, reply) -> reply.write("hello".getBytes(UTF_8)))) {
      Answer answer = house.ask("HEAD", "/", new byte[0]);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bytes()).isEmpty();
      assertThat(answer.header("content-length")).isEqualTo("5");
    }
  }

  @Test
  void endpoint_otherMethod_saysWhichAreAllowed() {
    try (var house = serving((_, _) -> {})) {
      Answer answer = house.ask("DELETE", "/", new byte[0]);

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
      assertThat(answer.text()).isEqualTo("needs one of GET, HEAD, got DELETE");
      assertThat(house.metered().outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @ParameterizedTest
  @CsvSource({"SATURATED, 429, 1, BUSY", "DEADLINE, 504, '', TIMEOUT", "STORE, 503, 5, FAILED"})
  void answer_failedQuery_saysWhetherToComeBack(
      Kind kind, int status, String retryAfter, Outcome outcome) {
    Handler handler =
        (_, _) -> {
          throw new QueryException(kind, "why");
        };

    try (var house = serving(handler)) {
      Answer answer = house.get("/");

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text()).isEqualTo("why");
      assertThat(answer.header("retry-after")).isEqualTo(retryAfter);
      assertThat(house.metered().outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void answer_bug_is500WithoutDetails() {
    Handler handler =
        (_, _) -> {
          throw new IllegalStateException("secret");
        };

    try (var house = serving(handler)) {
      Answer answer = house.get("/");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).isEqualTo("the server failed; its log says why");
    }
  }

  @Test
  void answer_bug_isInTheLogUnderTheTraceThatTheClientWasTold() {
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger(Answers.class);
    log.addAppender(lines);
    var heading = new TraceResponse(RandomGenerator.getDefault());
    Handler bug =
        (_, _) -> {
          throw new IllegalStateException("secret");
        };

    try (var house =
        ApiHouse.serving((server, meter) -> {
          var answers = new Answers(PLAIN, meter, () -> ApiHouse.NOW, heading::write);
          server.service("/", answers.reading("test", bug));
        })) {
      String trace = house.get("/").header("traceresponse").substring(3, 35);

      assertThat(lines.list).anyMatch(line -> line.getFormattedMessage().contains(trace));
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void answer_failureAfterFirstWords_forgetsThem() {
    Handler handler =
        (_, reply) -> {
          reply.status(HttpStatus.ACCEPTED).header("x-early", "1").write("early".getBytes(UTF_8));
          throw RequestException.bad("needs more");
        };

    try (var house = serving(handler)) {
      Answer answer = house.get("/");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).isEqualTo("needs more");
      assertThat(answer.header("x-early")).isEmpty();
    }
  }

  @Test
  void answer_failureAfterFirstChunk_breaksOff() {
    Handler handler =
        (_, reply) -> {
          reply.write(new byte[1 << 20]);
          throw RequestException.bad("too late");
        };

    try (var house = serving(handler)) {
      assertThatThrownBy(() -> house.get("/"))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void answer_clientGone_interruptsTheHandler() throws Exception {
    var running = new CountDownLatch(1);
    Handler handler =
        (_, _) -> {
          running.countDown();
          new CountDownLatch(1).await();
        };

    try (var house = serving(handler)) {
      CompletableFuture<?> answer = house.start("/");
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      answer.cancel(true);

      assertThat(house.metered().outcome()).isEqualTo(Outcome.CANCELLED);
    }
  }

  @Test
  void answer_clientStopsReading_interruptsTheHandlerWhenItGoes() throws Exception {
    var running = new CountDownLatch(1);
    Handler handler =
        (_, reply) -> {
          running.countDown();
          while (true) {
            reply.write(new byte[1 << 16]);
          }
        };

    try (var house = serving(handler)) {
      CompletableFuture<?> answer = house.start("/");
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      answer.cancel(true);

      assertThat(house.metered().outcome()).isEqualTo(Outcome.CANCELLED);
    }
  }
}
