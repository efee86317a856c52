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
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
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

  /// How long what clients had sent before they heard that this ends may take to come.
  private static final Duration ON_THE_WAY = Duration.ofMillis(50);

  /// How long answers that are under way may take at the end.
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /// How long those may take that came in meanwhile.
  private static final Duration LAST = Duration.ofSeconds(1);

  private final Settings settings;
  private final EventLoopGroup loops;
  private final Map<String, OpenDoor> doors = new LinkedHashMap<>();

  /// A door's server, and who has come in by it and not left.
  private record OpenDoor(Server server, ChannelGroup connections) {}

  /// A house whose doors are still closed.
  public House(Settings settings) {
    this.settings = settings;
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    loops = EventLoopGroups.newEventLoopGroup(threads, "clew-io");
  }

  /// Opens a door and returns the port it got.
  public int open(Door door) throws PortInUseException {
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    Server server = server(door, connections);
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new PortInUseException(door.port(), settings.listen(), door.setting(), reason(e));
    }
    doors.put(door.setting(), new OpenDoor(server, connections));
    return server.activeLocalPort();
  }

  private Server server(Door door, ChannelGroup connections) {
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
            .gracefulShutdownTimeout(ON_THE_WAY, LAST)
            .connectionDrainDurationMicros(TimeUnit.NANOSECONDS.toMicros(ON_THE_WAY.toNanos()))
            .disableServerHeader()
            .meterRegistry(NoopMeterRegistry.get())
            .decorator(ConnectionGuard::serve)
            .childChannelPipelineCustomizer(pipeline -> {
              pipeline.addFirst(new ConnectionGuard(HEAD_TIMEOUT, bounds.maxRequestBytes()));
              connections.add(pipeline.channel());
            });
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
    stop(settings.stream().map(doors::remove).filter(Objects::nonNull).toList());
  }

  /// Closes all doors.
  @Override
  public void close() {
    stop(doors.values());
    doors.clear();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /// Armeria would let every open connection wait a second or two, also where nothing is under way,
  /// so they are closed before.
  private static void stop(Collection<OpenDoor> doors) {
    doors.forEach(door -> door.connections().forEach(ConnectionGuard::leave));
    long end = System.nanoTime() + DRAIN.toNanos();
    doors.forEach(door ->
        door.connections()
            .newCloseFuture()
            .awaitUninterruptibly(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    CompletableFuture.allOf(
            doors.stream().map(door -> door.server().stop()).toArray(CompletableFuture[]::new))
        .join();
  }

  private static String reason(CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
