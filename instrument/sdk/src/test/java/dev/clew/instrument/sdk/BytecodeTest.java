package dev.clew.instrument.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.instrument.Clew;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytecodeTest {
  private static final int JAVA_11 = 55;

  @ParameterizedTest
  @ValueSource(classes = {Clew.class, ClewTracing.class})
  void classes_forApplications_runOnJava11(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file));
        DataInputStream data = new DataInputStream(in)) {
      data.skipNBytes(6);

      assertThat(data.readUnsignedShort()).isEqualTo(JAVA_11);
    }
  }
}
