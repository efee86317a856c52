package dev.clew.serve.http;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// The open doors: a server a port, so that each has its own routes, its own bound on connections
/// and its own way to say what is wrong, all on the same event loops.
///
/// Owned by the thread that opens and closes it.
public final class House implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_STREAMS = 100;
  private static final int RESETS_A_MINUTE = 400;
  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMillis(100);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final EventLoopGroup loops;
  private final Map<String, Server> servers = new LinkedHashMap<>();

  /// A house whose doors are still closed.
  public House(Settings settings) {
    this.settings = settings;
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    loops = EventLoopGroups.newEventLoopGroup(threads, "clew-io");
  }

  /// Opens a door and returns the port it got.
  public int open(Door door) throws PortInUseException {
    Server server = server(door);
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new PortInUseException(door.port(), settings.listen(), door.setting(), reason(e));
    }
    servers.put(door.setting(), server);
    return server.activeLocalPort();
  }

  private Server server(Door door) {
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
            .meterRegistry(NoopMeterRegistry.get())
            .decorator(ConnectionGuard::serve)
            .childChannelPipelineCustomizer(pipeline ->
                pipeline.addFirst(new ConnectionGuard(HEAD_TIMEOUT, bounds.maxRequestBytes())));
    door.routes().accept(builder);
    return builder.build();
  }

  /// Accepts connections. Ends at once where Netty would wait two seconds for more to do.
  private static EventLoopGroup acceptor(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, ThreadFactories.newEventLoopThreadFactory(name, false), NioIoHandler.newFactory()) {
      @Override
      public Future<?> shutdownGracefully() {
        return shutdownGracefully(0, 1, TimeUnit.SECONDS);
      }
    };
  }

  /// Closes some doors for good: refuses what is new and answers what is under way.
  public void close(List<String> settings) {
    stop(settings.stream().map(servers::remove).filter(Objects::nonNull).toList());
  }

  /// Closes all doors.
  @Override
  public void close() {
    stop(servers.values());
    servers.clear();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static void stop(Collection<Server> servers) {
    CompletableFuture.allOf(servers.stream().map(Server::stop).toArray(CompletableFuture[]::new))
        .join();
  }

  private static String reason(CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
