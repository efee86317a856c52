package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.logging.RequestLogAccess;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one connection from being held or flooded: closes it when the head of a request does not
/// come whole in time, however it drips, and stops reading a body that was refused for its size.
///
/// Owned by the connection's event loop.
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  /// How long a client that will not stop sending may take to read why it should.
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Duration headTimeout;
  private final long grace;
  private @Nullable ScheduledFuture<?> headDeadline;
  private int underWay;
  private boolean isMultiplexed;
  private boolean isRefusing;
  private long discarded;

  /// Requests whose last byte of an answer has not been written.
  private int unanswered;

  private boolean isLeaving;

  /// @param grace bytes of a refused body that are still read, so that a client which says all
  ///   before it listens hears the answer
  ConnectionGuard(Duration headTimeout, long grace) {
    this.headTimeout = headTimeout;
    this.grace = grace;
  }

  /// A decorator that tells the connection's guard of requests.
  static HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    Channel channel = context.log().partial().channel();
    ConnectionGuard guard = channel == null ? null : channel.pipeline().get(ConnectionGuard.class);
    if (channel == null || guard == null) {
      return next.serve(context, request);
    }
    guard.started(context.sessionProtocol().isMultiplex());
    var _ =
        context
            .log()
            .whenComplete()
            .thenRunAsync(() -> guard.answered(channel), channel.eventLoop());
    var _ =
        request
            .whenComplete()
            .whenCompleteAsync(
                (_, problem) -> guard.bodyEnded(problem != null && isTooLarge(context, problem)),
                channel.eventLoop());
    HttpResponse response = next.serve(context, request);
    var _ = response.whenComplete().whenCompleteAsync((_, _) -> guard.ended(), channel.eventLoop());
    return response;
  }

  private void started(boolean multiplexed) {
    underWay++;
    unanswered++;
    isMultiplexed = multiplexed;
    if (headDeadline != null) {
      headDeadline.cancel(false);
      headDeadline = null;
    }
  }

  /// A body breaks off by its size, or because that has already been answered.
  private static boolean isTooLarge(ServiceRequestContext context, Throwable problem) {
    RequestLogAccess log = context.log();
    return Failure.isTooLarge(problem)
        || (log.isAvailable(RequestLogProperty.RESPONSE_HEADERS)
            && log.ensureAvailable(RequestLogProperty.RESPONSE_HEADERS)
                .responseStatus()
                .equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE));
  }

  private void bodyEnded(boolean isTooLarge) {
    isRefusing = isTooLarge && !isMultiplexed;
  }

  private void ended() {
    underWay--;
  }

  private void answered(Channel channel) {
    unanswered--;
    closeIfDone(channel);
  }

  /// Closes a connection as soon as what came over it is answered. One of HTTP/2 first tells its
  /// client to go away, and takes what that had sent before it heard.
  static void leave(Channel channel) {
    ConnectionGuard guard = channel.pipeline().get(ConnectionGuard.class);
    if (guard != null) {
      channel.eventLoop().execute(() -> guard.leaveNow(channel));
    }
  }

  private void leaveNow(Channel channel) {
    isLeaving = true;
    closeIfDone(channel);
  }

  private void closeIfDone(Channel channel) {
    if (isLeaving && unanswered == 0) {
      var _ = channel.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (isRefusing && message instanceof ByteBuf bytes) {
      discard(context, bytes);
      return;
    }
    if (underWay == 0 && !isMultiplexed && headDeadline == null) {
      expectHead(context);
    }
    super.channelRead(context, message);
  }

  private void discard(ChannelHandlerContext context, ByteBuf bytes) {
    discarded += bytes.readableBytes();
    ReferenceCountUtil.release(bytes);
    if (discarded > grace && context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(false);
      var _ = closeAfter(context, FAREWELL);
    }
  }

  private void expectHead(ChannelHandlerContext context) {
    headDeadline = closeAfter(context, headTimeout);
  }

  private static ScheduledFuture<?> closeAfter(ChannelHandlerContext context, Duration wait) {
    return context
        .executor()
        .schedule(
            () -> {
              var _ = context.close();
            },
            wait.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    if (headDeadline != null) {
      headDeadline.cancel(false);
    }
    super.channelInactive(context);
  }
}
