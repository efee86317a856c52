package dev.clew.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.collect.Receipt;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HouseTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final CountDownLatch received = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);

  private static CompletableFuture<HttpResponse<Void>> post(
      TestHouse house, HttpClient.Version version) {
    HttpRequest request =
        HttpRequest.newBuilder(house.http("/v1/traces"))
            .version(version)
            .timeout(Duration.ofSeconds(20))
            .header("content-type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(new byte[10]))
            .build();
    return CLIENT.sendAsync(request, BodyHandlers.discarding());
  }

  private Receipt answerLate() {
    received.countDown();
    try {
      mayAnswer.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Receipt.Stored(1);
  }

  /// Five times, so that a second for each is told from a busy machine.
  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void close_nothingUnderWay_doesNotWaitForClientsToLeave(HttpClient.Version version) {
    long nanos = 0;
    for (int times = 0; times < 5; times++) {
      TestHouse house = TestHouse.storing();
      post(house, version).join();
      long from = System.nanoTime();
      house.close();
      nanos += System.nanoTime() - from;
    }

    assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(4_500));
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void close_requestUnderWay_isAnswered(HttpClient.Version version) throws Exception {
    var house = new TestHouse((_, _, _, _) -> answerLate(), Map.of());
    CompletableFuture<HttpResponse<Void>> answer = post(house, version);
    received.await();
    Thread closing = Thread.startVirtualThread(house::close);
    var _ =
        CompletableFuture.runAsync(
            mayAnswer::countDown, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

    assertThat(answer.join().statusCode()).isEqualTo(200);
    closing.join();
  }
}
