package dev.clew.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void shop_withAReceiver_sendsTheSpansOfAllServices(String protocol) {
    try (var receiver = new OtlpReceiver()) {
      int code = run(receiver.endpoint(), "--protocol", protocol, "--rate", "60");

      assertThat(code).as(said(err)).isZero();
      assertThat(receiver.services())
          .containsExactlyInAnyOrder("gateway", "orders", "payments", "inventory", "notifier");
      assertThat(receiver.spans()).hasSizeGreaterThan(100);
      assertThat(said(out)).contains("shop: closed");
    }
  }

  @Test
  void shop_withoutAReceiver_goesOn() {
    String nobody;
    try (var receiver = new OtlpReceiver()) {
      nobody = receiver.endpoint();
    }

    assertThat(run(nobody)).isZero();
    assertThat(said(err)).isEmpty();
  }

  @Test
  void rate_ofZero_isRefusedWithAReason() {
    assertThat(run("http://127.0.0.1:1", "--rate", "0")).isEqualTo(2);
  }

  private int run(String endpoint, String... more) {
    Shop shop = new Shop(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    var arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        List.of("--endpoint", endpoint, "--duration", "3s", "--agent", "" + TestShop.AGENT));
    return shop.commandLine().execute(arguments.toArray(String[]::new));
  }

  private static String said(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }
}
