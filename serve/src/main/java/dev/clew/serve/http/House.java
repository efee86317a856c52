package dev.clew.serve.http;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.serve.settings.Settings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// The open doors: a server a port, so that each has its own routes, its own bound on connections
/// and its own way to say what is wrong, all on the same event loops.
public final class House implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_STREAMS = 100;
  private static final int RESETS_A_MINUTE = 400;
  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMillis(100);
  private static final Duration DRAIN = Duration.ofSeconds(8);

  private final EventLoopGroup loops;
  private final Map<String, Server> servers = new LinkedHashMap<>();

  private House(EventLoopGroup loops) {
    this.loops = loops;
  }

  /// Opens all doors, or none.
  public static House open(Settings settings, List<Door> doors) throws PortInUseException {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    House house = new House(EventLoopGroups.newEventLoopGroup(threads, "clew-io"));
    try {
      for (Door door : doors) {
        house.open(settings, door);
      }
      return house;
    } catch (PortInUseException | RuntimeException e) {
      house.close();
      throw e;
    }
  }

  private void open(Settings settings, Door door) throws PortInUseException {
    Server server = server(settings, door);
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new PortInUseException(
          "port %d on %s cannot be opened (%s); another program may have it: stop that, or set %s or --ports-offset"
              .formatted(door.port(), settings.listen(), reason(e), door.setting()));
    }
    servers.put(door.setting(), server);
  }

  private Server server(Settings settings, Door door) {
    Settings.Receive bounds = settings.receive();
    ServerBuilder builder =
        Server.builder()
            .port(new InetSocketAddress(settings.listen(), door.port()), SessionProtocol.HTTP)
            .bossGroupFactory(House::acceptor)
            .workerGroup(loops, false)
            .maxNumConnections(bounds.maxConnections())
            .maxRequestLength(bounds.maxRequestBytes())
            .requestTimeout(bounds.requestTimeout())
            .idleTimeout(bounds.idleTimeout())
            .http1MaxInitialLineLength(MAX_LINE_BYTES)
            .http1MaxHeaderSize(MAX_HEADER_BYTES)
            .http2MaxHeaderListSize(MAX_HEADER_BYTES)
            .http2MaxStreamsPerConnection(MAX_STREAMS)
            .http2MaxResetFramesPerWindow(RESETS_A_MINUTE, 60)
            .gracefulShutdownTimeout(QUIET, DRAIN)
            .disableServerHeader()
            .decorator(ConnectionGuard::serve)
            .childChannelPipelineCustomizer(
                pipeline ->
                    pipeline.addFirst(
                        new ConnectionGuard(HEAD_TIMEOUT, bounds.maxRequestBytes())));
    door.routes().accept(builder);
    return builder.build();
  }

  /// Accepts connections. Its end need not be waited for: nothing is under way in it.
  private static EventLoopGroup acceptor(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, ThreadFactories.newEventLoopThreadFactory(name, false), NioIoHandler.newFactory()) {
      @Override
      public Future<?> shutdownGracefully() {
        return shutdownGracefully(0, 1, TimeUnit.SECONDS);
      }
    };
  }

  /// The port that a door got.
  public int port(String setting) {
    Server server = servers.get(setting);
    if (server == null) {
      throw new IllegalArgumentException("no door " + setting);
    }
    return server.activeLocalPort();
  }

  /// Answers what is under way, refuses what is new, and closes.
  @Override
  public void close() {
    CompletableFuture.allOf(
            servers.values().stream().map(Server::stop).toArray(CompletableFuture[]::new))
        .join();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static String reason(CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
