package dev.clew.collect.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.collect.RedactionSettings;
import dev.clew.testkit.Gen;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {
  private static final String DIGITS = "0123456789abcdef";

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static boolean isOne(String text) {
    byte[] bytes = ("-" + text + "-").getBytes(UTF_8);
    return Uuids.isOne(bytes, 1, bytes.length - 1);
  }

  @Test
  void uuid_isOne() {
    assertThat(isOne(UUID.nameUUIDFromBytes(new byte[] {7}).toString())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3d813cbb-47fb-32ba-91df-831e1593ac2",
        "3d813cbb-47fb-32ba-91df-831e1593ac299",
        "3D813cbb-47fb-32ba-91df-831e1593ac29",
        "3d813cbb-47fb-32ba-91df-831e1593ac2g",
        "3d813cbb-47fb-32ba-91df-831e1593ac2\u00e9",
        "3d813cbb-47fb-32ba-91df_831e1593ac29",
        "3d813cbb--7fb-32ba-91df-831e1593ac29",
        "4111 1111 1111 1111 4111 1111 1111 1",
      })
  void other_isNone(String text) {
    assertThat(isOne(text)).isFalse();
  }

  /// What lets UUIDs be left out: looked through, none of them has anything in it.
  @ParameterizedTest
  @MethodSource("seeds")
  void uuid_holdsNothingThatIsLookedFor(long seed) {
    Gen gen = new Gen(seed);
    var findings = new Findings();
    var scanner = new TextScanner(new Rules(RedactionSettings.usual(new byte[16])), findings);
    for (int time = 0; time < 1000; time++) {
      String uuid = uuid(gen, 10 + time % 7);
      byte[] looked = ("(" + uuid + ")").getBytes(UTF_8);

      scanner.scan(looked, 0, looked.length);

      assertThat(isOne(uuid)).isTrue();
      assertThat(findings.count()).as(uuid).isZero();
    }
  }

  /// @param digits how many of the sixteen it has, beginning with 0
  private static String uuid(Gen gen, int digits) {
    var uuid = new StringBuilder();
    for (int at = 0; at < 36; at++) {
      boolean isDash = at == 8 || at == 13 || at == 18 || at == 23;
      uuid.append(isDash ? '-' : DIGITS.charAt(gen.random().nextInt(digits)));
    }
    return uuid.toString();
  }
}
