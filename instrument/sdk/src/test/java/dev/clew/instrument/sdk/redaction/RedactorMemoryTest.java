package dev.clew.instrument.sdk.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What was looked at once is judged alike when it comes again, wherever it comes.
class RedactorMemoryTest {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> STATEMENT = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("cache.call");

  private final Redactor redactor = new Redactor(List.of());

  @Test
  void secret_comingAgain_isHiddenAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(redactor.text("password=hunter2")).isEqualTo("password=***");
    }
    assertThat(redactor.hidden()).isEqualTo(3);
  }

  @Test
  void text_cleanElsewhere_isHiddenUnderASecretName() {
    assertThat(redactor.value("color", "hunter2")).isEqualTo("hunter2");
    assertThat(redactor.value("password", "hunter2")).isEqualTo("***");
  }

  @Test
  void statement_cleanAsText_stillLosesItsLiterals() {
    String sql = "SELECT item FROM orders WHERE id = 4711";

    assertThat(redactor.text(sql)).isEqualTo(sql);
    assertThat(redactor.value("db.statement", sql))
        .isEqualTo("SELECT item FROM orders WHERE id = ?");
    assertThat(redactor.text(sql)).isEqualTo(sql);
  }

  @Test
  void command_ofRedis_losesTheIdInItsKey() {
    Attributes redis =
        Attributes.of(SYSTEM, "redis", STATEMENT, "GET user:4711", NAME, "GET user:4711");

    assertThat(redactor.attributes(redis))
        .isEqualTo(Attributes.of(SYSTEM, "redis", STATEMENT, "GET user:{}", NAME, "GET user:4711"));
    assertThat(redactor.attributes(Attributes.of(STATEMENT, "GET user:4711")).get(STATEMENT))
        .isNotEqualTo("GET user:{}");
  }

  @Test
  void command_underANameThatIsSecret_isHidden() {
    var strict = new Redactor(List.of("db.query.text"));
    Attributes redis = Attributes.of(SYSTEM, "redis", STATEMENT, "GET user:4711");

    assertThat(strict.attributes(redis).get(STATEMENT)).isEqualTo("***");
  }

  @Test
  void span_withNothingToHide_leavesAsItIs() {
    SpanData span =
        TestSpanData.builder()
            .setName("GET /orders")
            .setKind(SpanKind.SERVER)
            .setStatus(StatusData.ok())
            .setAttributes(Attributes.of(AttributeKey.stringKey("url.path"), "/orders"))
            .setStartEpochNanos(1)
            .setEndEpochNanos(2)
            .setHasEnded(true)
            .build();

    assertThat(RedactedSpan.of(span, redactor)).isSameAs(span);
  }

  @Test
  void texts_manyMoreThanAreRemembered_areAllJudged() {
    for (int i = 0; i < 20_000; i++) {
      assertThat(redactor.text("order " + i)).isEqualTo("order " + i);
      assertThat(redactor.text("token=" + i + "abcdef")).isEqualTo("token=***");
    }
  }
}
