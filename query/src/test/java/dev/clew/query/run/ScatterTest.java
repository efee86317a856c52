package dev.clew.query.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.query.Deadline;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScatterTest {
  private static final int WIDTH = 3;

  private final Scatter scatter = new Scatter(WIDTH);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private static Watch watch() {
    return watch(InstantSource.system(), Duration.ofSeconds(20));
  }

  private static Watch watch(InstantSource clock, Duration limit) {
    return new Watch(new Deadline(clock.instant().plus(limit)), clock);
  }

  private void noteThread() {
    threads.add(Thread.currentThread());
  }

  private void assertThatNoThreadIsLeft() throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void inOrder_partsThatEndInAnyOrder_areTakenInOrder() throws Exception {
    List<Integer> taken = new ArrayList<>();
    var barrier = new CyclicBarrier(2);

    scatter.<Integer>inOrder(
        20,
        watch(),
        (number, _) -> {
          meet(barrier);
          return number;
        },
        taken::add);

    assertThat(taken).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("two parts run at a time", e);
    }
  }

  @Test
  void inOrder_manyParts_neverRunMoreThanTheWidth() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();

    scatter.<Boolean>inOrder(
        200,
        watch(),
        (_, part) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          part.check();
          running.decrementAndGet();
          return true;
        },
        all -> all);

    assertThat(most.get()).isBetween(1, WIDTH);
  }

  @Test
  void inOrder_takerSaysNo_startsFewMoreAndLeavesNoThread() throws Exception {
    var taken = new AtomicInteger();

    scatter.<Integer>inOrder(
        1000,
        watch(),
        (number, _) -> {
          noteThread();
          return number;
        },
        number -> taken.incrementAndGet() < 5);

    assertThat(taken).hasValue(5);
    assertThat(threads).hasSizeLessThan(5 + 2 * WIDTH + 1);
    assertThatNoThreadIsLeft();
  }

  @Test
  void inOrder_partFails_failsAsItAndEndsTheOthers() throws Exception {
    var failure = new QueryException(Kind.STORE, "broken");
    var otherRuns = new CountDownLatch(1);

    assertThatThrownBy(() ->
            scatter.<Integer>inOrder(
                10,
                watch(),
                (number, part) -> {
                  noteThread();
                  if (number == 0) {
                    await(otherRuns);
                    throw failure;
                  }
                  otherRuns.countDown();
                  return untilCancelled(part);
                },
                _ -> true))
        .isSameAs(failure);
    assertThatNoThreadIsLeft();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("parts are not interrupted", e);
    }
  }

  private static int untilCancelled(Watch part) throws QueryException {
    while (true) {
      part.check();
    }
  }

  @Test
  void inOrder_partThrowsABug_rethrowsItAndGivesItsPermitBack() throws Exception {
    for (int round = 0; round < 2 * WIDTH; round++) {
      assertThatThrownBy(() ->
              scatter.<Integer>inOrder(
                  1,
                  watch(),
                  (_, _) -> {
                    throw new IllegalStateException("bug");
                  },
                  _ -> true))
          .hasMessage("bug");
    }
    List<Integer> taken = new ArrayList<>();
    scatter.<Integer>inOrder(2, watch(), (number, _) -> number, taken::add);
    assertThat(taken).containsExactly(0, 1);
  }

  @Test
  void inOrder_callerInterrupted_isCancelledOnceAllPartsEnded() throws Exception {
    var begun = new CountDownLatch(1);
    var running = new AtomicInteger();
    var asking = new FutureTask<>(() -> cancelledWith(begun, running));
    Thread caller = Thread.ofVirtual().start(asking);
    begun.await();

    caller.interrupt();

    assertThat(asking.get(10, TimeUnit.SECONDS)).isZero();
    assertThatNoThreadIsLeft();
  }

  /// How many parts still ran when the call had been cancelled.
  private int cancelledWith(CountDownLatch begun, AtomicInteger running) {
    assertThatThrownBy(() ->
            scatter.<Integer>inOrder(
                10,
                watch(),
                (_, part) -> {
                  noteThread();
                  running.incrementAndGet();
                  begun.countDown();
                  try {
                    return untilCancelled(part);
                  } finally {
                    running.decrementAndGet();
                  }
                },
                _ -> true))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    return running.get();
  }

  @Test
  void inOrder_allPermitsTaken_givesUpAtItsDeadline() throws Exception {
    var begun = new CountDownLatch(WIDTH);
    var go = new CountDownLatch(1);
    var first = new FutureTask<>(() -> holdAll(begun, go));
    Thread.ofVirtual().start(first);
    begun.await();

    Watch hurried = watch(InstantSource.system(), Duration.ofMillis(20));
    assertThatThrownBy(() -> scatter.<Integer>inOrder(1, hurried, (_, _) -> 1, _ -> true))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DEADLINE));
    go.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private boolean holdAll(CountDownLatch begun, CountDownLatch go) throws QueryException {
    scatter.<Integer>inOrder(
        WIDTH,
        watch(),
        (number, _) -> {
          begun.countDown();
          await(go);
          return number;
        },
        _ -> true);
    return true;
  }

  @Test
  void inOrder_noParts_takesNothing() throws Exception {
    scatter.<Integer>inOrder(
        0,
        watch(new ManualClock(Instant.EPOCH), Duration.ofSeconds(1)),
        (_, _) -> {
          throw new IllegalStateException("there is no part");
        },
        _ -> {
          throw new IllegalStateException("there is nothing to take");
        });

    assertThat(threads).isEmpty();
  }
}
