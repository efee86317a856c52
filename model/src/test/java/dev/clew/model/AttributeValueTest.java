package dev.clew.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttributeValueTest {
  @Test
  void bytes_equal_areWrittenAlike() {
    var bytes = new AttributeValue.Bytes(new byte[] {(byte) 0xff, 0, 'x'});

    assertThat(bytes).hasToString("Bytes[value=ff0078]");
  }
}
