package dev.clew.wire.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:0DB8:0:0:0:0:0:C001, 2001:db8::c001",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "fe80:0:0:1:0:0:0:0, fe80:0:0:1::"
  })
  void parse_version6_isShortenedByTheRules(String text, String shortened) {
    assertThat(IpAddress.parse(text)).isEqualTo(new IpAddress.V6(shortened));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.1", "52.0.0.04, 52.0.0.04", "::ffff:10.0.0.1, 10.0.0.1"})
  void parse_version4_isKept(String text, String address) {
    assertThat(IpAddress.parse(text)).isEqualTo(new IpAddress.V4(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.1.2",
        "localhost",
        "example.org",
        "1:2:3",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "fe80::1%eth0",
        "12345::",
        "::g",
        "1111:1111:1111:1111:1111:1111:1111:1111:11111111"
      })
  void parse_whatIsNoAddress_isNone(String text) {
    assertThat(IpAddress.parse(text)).isEqualTo(new IpAddress.None());
  }

  @Test
  void of_bytesOfAnotherLength_isNone() {
    assertThat(IpAddress.of(new byte[5])).isEqualTo(new IpAddress.None());
  }
}
