package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Gathers a request body as it comes. Memory grows with the bytes that have come, never with what
/// a header declares. Owned by the request's event loop.
///
/// The size of a body is bounded by the server's `maxRequestLength`, which fails the stream.
public final class BodyReader implements Subscriber<HttpObject> {
  private static final int FIRST_BYTES = 4096;

  /// As much as HTTP/2 sends at once: where so much comes, more mostly follows.
  private static final int FULL_FRAME = 1 << 14;

  private final CompletableFuture<Body> done = new CompletableFuture<>();
  private final Budget.Share share;
  private final long declared;
  private byte[] buffer = {};
  private int length;
  private boolean isOverBudget;

  private BodyReader(Budget.Share share, long declared) {
    this.share = share;
    this.declared = declared;
  }

  /// The whole body; or fails with [OverBudgetException], or as the request's stream does.
  public static CompletableFuture<Body> read(HttpRequest request, Budget budget) {
    BodyReader reader = new BodyReader(budget.share(), request.headers().contentLength());
    request.subscribe(reader, SubscriptionOption.WITH_POOLED_OBJECTS);
    return reader.done;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject object) {
    if (object instanceof HttpData data) {
      try (data) {
        if (!isOverBudget) {
          append(data.byteBuf());
        }
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    share.close();
    done.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    if (isOverBudget) {
      done.completeExceptionally(new OverBudgetException());
    } else {
      done.complete(new Body(buffer, length, share));
    }
  }

  /// Over the budget the rest is read and forgotten, so that the connection stays of use.
  private void append(ByteBuf bytes) {
    int more = bytes.readableBytes();
    int needed = length + more;
    if (needed > buffer.length) {
      int size = roomFor(needed);
      if (!share.grow(size - buffer.length)) {
        isOverBudget = true;
        buffer = new byte[0];
        share.close();
        return;
      }
      buffer = Arrays.copyOf(buffer, size);
    }
    bytes.readBytes(buffer, length, more);
    length = needed;
  }

  /// More than is needed now, but not more than was declared: what came as declared fills its array
  /// and needs no copy.
  private int roomFor(int needed) {
    boolean isFirstOfMany = length == 0 && needed >= FULL_FRAME;
    int most = isFirstOfMany ? 4 * needed : Math.max(FIRST_BYTES, 2 * buffer.length);
    int ample = Math.max(needed, most);
    return declared < needed ? ample : (int) Math.min(ample, declared);
  }
}
