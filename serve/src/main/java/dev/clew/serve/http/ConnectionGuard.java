package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
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
/// come in time, however it drips, and stops reading a body that was refused for its size.
///
/// Owned by the connection's event loop.
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private final Duration headTimeout;
  private final long grace;
  private @Nullable ScheduledFuture<?> headDeadline;
  private int underWay;
  private boolean isMultiplexed;
  private boolean isRefusing;
  private long discarded;

  /// @param grace bytes of a refused body that are still read, so that a client which says all
  ///     before it listens hears the answer
  ConnectionGuard(Duration headTimeout, long grace) {
    this.headTimeout = headTimeout;
    this.grace = grace;
  }

  /// A decorator that tells the connection's guard of requests.
  static HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    Channel channel = context.log().partial().channel();
    ConnectionGuard guard = channel == null ? null : channel.pipeline().get(ConnectionGuard.class);
    if (guard == null) {
      return next.serve(context, request);
    }
    guard.started(context.sessionProtocol().isMultiplex());
    request
        .whenComplete()
        .whenCompleteAsync((_, problem) -> guard.bodyEnded(problem), channel.eventLoop());
    HttpResponse response = next.serve(context, request);
    response.whenComplete().whenCompleteAsync((_, _) -> guard.ended(), channel.eventLoop());
    return response;
  }

  private void started(boolean multiplexed) {
    underWay++;
    isMultiplexed = multiplexed;
    if (headDeadline != null) {
      headDeadline.cancel(false);
      headDeadline = null;
    }
  }

  private void bodyEnded(@Nullable Throwable problem) {
    isRefusing = !isMultiplexed && problem != null && Failure.isTooLarge(problem);
  }

  private void ended() {
    underWay--;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    expectHead(context);
    super.channelActive(context);
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
    if (discarded > grace) {
      context.channel().config().setAutoRead(false);
    }
  }

  private void expectHead(ChannelHandlerContext context) {
    headDeadline =
        context
            .executor()
            .schedule(
                () -> {
                  context.close();
                },
                headTimeout.toMillis(),
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
