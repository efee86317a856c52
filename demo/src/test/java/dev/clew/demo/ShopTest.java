package dev.clew.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ShopTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shop_withAReceiver_exportsEverySpanItCounts() throws Exception {
    try (var receiver = new OtlpReceiver()) {
      int code =
          run(
              "--protocol",
              "http",
              "--endpoint",
              receiver.endpoint(),
              "--rate",
              "60",
              "--duration",
              "1");

      assertThat(code).isZero();
      assertThat(receiver.services())
          .containsExactlyInAnyOrder("gateway", "orders", "payments", "inventory", "notifier");
      assertThat(receiver.spans()).isGreaterThan(100);
      assertThat(said()).contains("closed, " + receiver.spans() + " spans exported");
    }
  }

  @Test
  void shop_withoutAReceiver_goesOnAndWarnsAtMostOnce() throws Exception {
    String nobody;
    try (var receiver = new OtlpReceiver()) {
      nobody = receiver.endpoint();
    }

    assertThat(run("--endpoint", nobody, "--duration", "1s")).isZero();
    assertThat(said()).contains("closed, 0 spans exported");
    assertThat(err.toString(UTF_8).lines()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void rate_ofZero_isRefusedWithAReason() {
    assertThat(run("--rate", "0")).isEqualTo(2);
  }

  private int run(String... arguments) {
    Shop shop = new Shop(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return shop.commandLine().execute(arguments);
  }

  private String said() {
    return out.toString(UTF_8);
  }
}
