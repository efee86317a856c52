package dev.clew.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramDoorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_UNDER_WAY = 1_000;

  private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
  private final UnreadBodies unread = new UnreadBodies();
  private final Budget budget = new Budget(1 << 20);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
  }

  private DatagramDoor open(int port, Receiver receiver) throws PortInUseException {
    var intake = new Intake(receiver, budget, 1 << 20, threads, unread);
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return DatagramDoor.open(at, "ports.test", Format.JAEGER_COMPACT, intake, threads);
  }

  private Receipt take(byte[] body) {
    bodies.add(body);
    return new Receipt.Stored(1);
  }

  private static void send(DatagramDoor door, byte[] body) throws IOException {
    try (var socket = new DatagramSocket()) {
      InetAddress here = InetAddress.getLoopbackAddress();
      socket.send(new DatagramPacket(body, body.length, here, door.port()));
    }
  }

  private static void sendMany(DatagramDoor door) throws IOException {
    for (int at = 0; at < MOST_UNDER_WAY; at++) {
      send(door, new byte[1]);
    }
  }

  @Test
  void datagrams_ofAnySize_areHandedOnOneByOne() throws Exception {
    try (DatagramDoor door = open(0, (_, body, _, _) -> take(body))) {
      for (int length : List.of(65_000, 3, 0)) {
        send(door, new byte[length]);

        assertThat(bodies.poll(20, TimeUnit.SECONDS)).hasSize(length);
      }
    }
  }

  @Test
  void receiverThatThrows_isNotTheEnd() throws Exception {
    Receiver receiver =
        (_, body, _, _) -> {
          if (body.length == 1) {
            throw new IllegalStateException("on purpose");
          }
          return take(body);
        };
    try (DatagramDoor door = open(0, receiver)) {
      send(door, new byte[1]);
      send(door, new byte[2]);

      assertThat(bodies.poll(20, TimeUnit.SECONDS)).hasSize(2);
    }
  }

  @Test
  void datagrams_beyondTheMostUnderWay_areDroppedAndCounted() throws Exception {
    var goOn = new CountDownLatch(1);
    var underWay = new AtomicInteger();
    Receiver waiting =
        (_, body, _, _) -> {
          underWay.incrementAndGet();
          return takeOnce(goOn, body);
        };
    try (DatagramDoor door = open(0, waiting)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            sendMany(door);
            return unread.of(UnreadBodies.Reason.OVER_BUDGET) > 0;
          });
      await().atMost(PATIENCE).until(() -> underWay.get() == MOST_UNDER_WAY);
      goOn.countDown();
    }
  }

  private Receipt takeOnce(CountDownLatch goOn, byte[] body) {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return take(body);
  }

  @Test
  void datagram_beyondTheBudget_isDroppedAndCounted() throws Exception {
    try (DatagramDoor door = open(0, (_, body, _, _) -> take(body));
        Budget.Share share = budget.share()) {
      assertThat(share.grow(1 << 20)).isTrue();

      send(door, new byte[1]);

      await().atMost(PATIENCE).until(() -> unread.of(UnreadBodies.Reason.OVER_BUDGET) == 1);
    }
    assertThat(bodies).isEmpty();
    assertThat(budget.inUse()).isZero();
  }

  @Test
  void port_thatIsTaken_saysWhatToDo() throws Exception {
    try (DatagramDoor door = open(0, (_, body, _, _) -> take(body))) {
      assertThatThrownBy(() -> open(door.port(), (_, body, _, _) -> take(body)))
          .isInstanceOf(PortInUseException.class)
          .hasMessageStartingWith("port " + door.port() + " on ")
          .hasMessageContaining("set ports.test or --ports-offset");
    }
  }
}
