package dev.clew.serve.http;

import dev.clew.collect.Format;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UDP port that takes spans, a body a datagram, and never answers. What comes while too many
/// datagrams are under way is dropped and counted.
///
/// Any thread may close it; one thread of its own listens.
public final class DatagramDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramDoor.class);
  private static final int MAX_BYTES = 65_535;
  private static final int MOST_UNDER_WAY = 1_000;
  private static final int WAITING_BYTES = 4 << 20;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final DatagramSocket socket;
  private final Format format;
  private final Intake intake;
  private final Executor threads;
  private final Semaphore free = new Semaphore(MOST_UNDER_WAY);

  private DatagramDoor(DatagramSocket socket, Format format, Intake intake, Executor threads) {
    this.socket = socket;
    this.format = format;
    this.intake = intake;
    this.threads = threads;
  }

  /// Opens a port and listens there.
  ///
  /// @param setting the key that moves the port
  public static DatagramDoor open(
      InetSocketAddress at, String setting, Format format, Intake intake, Executor threads)
      throws PortInUseException {
    try {
      var socket = new DatagramSocket(at);
      socket.setReceiveBufferSize(WAITING_BYTES);
      var door = new DatagramDoor(socket, format, intake, threads);
      threads.execute(door::listen);
      return door;
    } catch (SocketException e) {
      String reason = String.valueOf(e.getMessage());
      throw new PortInUseException(at.getPort(), at.getHostString(), setting, reason);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    var packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    while (!socket.isClosed()) {
      try {
        packet.setLength(MAX_BYTES);
        socket.receive(packet);
        take(packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("A datagram could not be read: {}", e.getMessage());
        }
      }
    }
  }

  private void take(DatagramPacket packet) {
    if (free.tryAcquire()) {
      byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
      threads.execute(() -> receive(datagram));
    } else {
      intake.drop();
    }
  }

  private void receive(byte[] datagram) {
    try {
      intake.receive(datagram, format);
    } catch (RuntimeException e) {
      LOG.error("A datagram was lost", e);
    } finally {
      free.release();
    }
  }

  /// Hears nothing more, and waits a while for what is under way.
  @Override
  public void close() {
    socket.close();
    try {
      if (!free.tryAcquire(MOST_UNDER_WAY, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Datagrams were still under way after {}", DRAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
