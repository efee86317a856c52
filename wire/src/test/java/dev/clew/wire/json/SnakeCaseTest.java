package dev.clew.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {
  @ParameterizedTest
  @CsvSource({
    "traceId, traceId",
    "trace_id, traceId",
    "start_time_unix_nano, startTimeUnixNano",
    "kvlist_value, kvlistValue",
    "name, name",
    "_name, Name",
    "name_, name",
    "'', ''"
  })
  void toCamel_anyName_isAsInJson(String name, String camel) {
    assertThat(SnakeCase.toCamel(name)).isEqualTo(camel);
  }
}
