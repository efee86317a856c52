package dev.clew.collect.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CleanTextsTest {
  private static final String TEXT = "com.shop.orders.web.OrdersController.handle";

  private final CleanTexts texts = new CleanTexts();

  private void add(String text) {
    byte[] bytes = bytes(text);
    texts.add(CleanTexts.hash(bytes, 1, bytes.length - 1), bytes, 1, bytes.length - 1);
  }

  private boolean has(String text) {
    byte[] bytes = bytes(text);
    return texts.has(CleanTexts.hash(bytes, 1, bytes.length - 1), bytes, 1, bytes.length - 1);
  }

  /// The text with something around it that is none of it.
  private static byte[] bytes(String text) {
    return ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void text_addedTwice_isThere() {
    add(TEXT);
    add(TEXT);

    assertThat(has(TEXT)).isTrue();
  }

  @Test
  void text_addedOnce_isNotThere() {
    add(TEXT);

    assertThat(has(TEXT)).isFalse();
  }

  @Test
  void text_otherInOneByte_isNotThere() {
    add(TEXT);
    add(TEXT);

    for (int at = 0; at < TEXT.length(); at++) {
      assertThat(has(TEXT.substring(0, at) + "#" + TEXT.substring(at + 1))).isFalse();
    }
  }

  @Test
  void text_thatGoesOn_isNotThere() {
    add(TEXT);
    add(TEXT);

    assertThat(has(TEXT + "?password=hunter2hunter2")).isFalse();
    assertThat(has(TEXT.substring(1))).isFalse();
  }

  @Test
  void text_veryShortOrLong_isNotKept() {
    String tooLong = "x".repeat(1 << 12);
    add("short");
    add("short");
    add(tooLong);
    add(tooLong);

    assertThat(has("short")).isFalse();
    assertThat(has(tooLong)).isFalse();
  }
}
