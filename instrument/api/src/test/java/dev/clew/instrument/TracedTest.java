package dev.clew.instrument;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracedTest {
  @RegisterExtension private final MadeSpans spans = new MadeSpans();
  private final Shop shop = Clew.traced(Shop.class, new CornerShop());

  @Test
  void traced_method_hasASpanOfItsName() {
    assertThat(shop.buy("tea", "4111")).isEqualTo("tea bought");

    assertThat(spans.only().getName()).isEqualTo("shop.buy");
  }

  @Test
  void traced_arguments_areBoundedAndSensitiveOnesHidden() {
    var _ = shop.buy("t".repeat(1000), "4111");

    assertThat(attribute("code.argument.item")).hasSize(256);
    assertThat(attribute("code.argument.card")).isEqualTo("***");
    assertThat(attribute("code.result")).hasSize(256);
  }

  @Test
  void traced_notAskedFor_hasNoSpan() {
    shop.close();

    assertThat(spans.all()).isEmpty();
  }

  @Test
  void traced_exception_passesUnchanged() {
    assertThatThrownBy(() -> shop.steal()).isInstanceOf(IOException.class).hasMessage("caught");

    assertThat(spans.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(spans.only().getAttributes().asMap()).hasSize(1);
  }

  @Test
  void traced_stage_endsTheSpanWhenItCompletes() {
    CompletableFuture<String> delivery = new CompletableFuture<>();

    CompletionStage<String> given = shop.order(delivery);

    assertThat(spans.all()).isEmpty();
    delivery.complete("here");
    assertThat(given.toCompletableFuture().join()).isEqualTo("here");
    assertThat(spans.only().getName()).isEqualTo("CornerShop.order");
  }

  @Test
  void traced_class_isNoInterface_isRefused() {
    assertThatThrownBy(() -> Clew.traced(String.class, "text"))
        .hasMessage("needs an interface, got java.lang.String");
  }

  @Test
  void traced_toStringThrows_callGoesOn() {
    shop.look(
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no words");
          }
        });

    assertThat(attribute("code.argument.thing")).startsWith("dev.clew.instrument.TracedTest");
  }

  private @Nullable String attribute(String key) {
    return spans.only().getAttributes().get(stringKey(key));
  }

  /// What the proxy is seen through.
  interface Shop {
    String buy(String item, String card);

    void steal() throws IOException;

    void close();

    void look(Object thing);

    CompletionStage<String> order(CompletableFuture<String> delivery);
  }

  private static final class CornerShop implements Shop {
    @Override
    @Traced(value = "shop.buy", arguments = true, result = true)
    public String buy(String item, @Sensitive String card) {
      return item + " bought";
    }

    @Override
    @Traced
    public void steal() throws IOException {
      throw new IOException("caught");
    }

    @Override
    public void close() {}

    @Override
    @Traced(arguments = true)
    public void look(Object thing) {}

    @Override
    @Traced
    public CompletionStage<String> order(CompletableFuture<String> delivery) {
      return delivery;
    }
  }
}
