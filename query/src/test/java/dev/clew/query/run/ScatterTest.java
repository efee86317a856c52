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
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  private static Watch watch() {
    return watch(InstantSource.system(), Duration.ofSeconds(20));
  }

  private static Watch watch(InstantSource clock, Duration limit) {
    return new Watch(new Deadline(clock.instant().plus(limit)), clock);
  }

  /// A part that is counted as long as it runs.
  private <T> Scatter.Part<T> counted(Scatter.Part<T> part) {
    return (number, watch) -> {
      threads.add(Thread.currentThread());
      begun.incrementAndGet();
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        return part.run(number, watch);
      } finally {
        running.decrementAndGet();
      }
    };
  }

  @Test
  void inOrder_partsThatEndInAnotherOrder_areTakenInOrder() throws Exception {
    List<Integer> taken = new ArrayList<>();
    List<CountDownLatch> ended =
        IntStream.range(0, 20).mapToObj(_ -> new CountDownLatch(1)).toList();

    scatter.<Integer>inOrder(
        20,
        watch(),
        (number, _) -> {
          if (number % 2 == 0) {
            await(ended.get(number + 1));
          }
          ended.get(number).countDown();
          return number;
        },
        taken::add);

    assertThat(taken).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void inOrder_manyParts_neverRunMoreThanTheWidth() throws Exception {
    scatter.<Integer>inOrder(200, watch(), counted((number, _) -> number), _ -> true);

    assertThat(begun).hasValue(200);
    assertThat(mostRunning.get()).isBetween(1, WIDTH);
    assertThat(threads).hasSizeLessThan(200 / 4).allMatch(Thread::isDaemon);
  }

  @Test
  void inOrder_takerSaysNo_startsFewMoreAndAwaitsThem() throws Exception {
    var taken = new AtomicInteger();

    scatter.<Integer>inOrder(
        1000, watch(), counted((number, _) -> number), _ -> taken.incrementAndGet() < 5);

    assertThat(taken).hasValue(5);
    assertThat(begun.get()).isBetween(5, 5 + 2 * WIDTH);
    assertThat(running).hasValue(0);
  }

  @Test
  void inOrder_partFails_failsAsItAndEndsTheOthers() {
    var failure = new QueryException(Kind.STORE, "broken");
    var otherRuns = new CountDownLatch(1);
    Scatter.Part<Integer> part =
        (number, watch) -> {
          if (number == 0) {
            await(otherRuns);
            throw failure;
          }
          otherRuns.countDown();
          return untilCancelled(watch);
        };

    assertThatThrownBy(() -> scatter.inOrder(10, watch(), counted(part), _ -> true))
        .isSameAs(failure);
    assertThat(running).hasValue(0);
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
    Scatter.Part<Integer> bug =
        (_, _) -> {
          throw new IllegalStateException("bug");
        };
    for (int round = 0; round < 2 * WIDTH; round++) {
      assertThatThrownBy(() -> scatter.inOrder(1, watch(), bug, _ -> true)).hasMessage("bug");
    }
    List<Integer> taken = new ArrayList<>();
    scatter.<Integer>inOrder(2, watch(), (number, _) -> number, taken::add);
    assertThat(taken).containsExactly(0, 1);
  }

  @Test
  void inOrder_callerInterrupted_isCancelledOnceAllPartsEnded() throws Exception {
    var runs = new CountDownLatch(1);
    var asking = new FutureTask<>(() -> runningOnceCancelled(runs));
    Thread caller = Thread.ofVirtual().start(asking);
    runs.await();

    caller.interrupt();

    assertThat(asking.get(10, TimeUnit.SECONDS)).isZero();
  }

  private int runningOnceCancelled(CountDownLatch runs) {
    Scatter.Part<Integer> part =
        (_, watch) -> {
          runs.countDown();
          return untilCancelled(watch);
        };
    assertThatThrownBy(() -> scatter.inOrder(10, watch(), counted(part), _ -> true))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    return running.get();
  }

  @Test
  void inOrder_scansOnAllPermits_leaveOtherVirtualThreadsRunning() throws Exception {
    var wide = new Scatter(2 * Runtime.getRuntime().availableProcessors());
    var other = new CountDownLatch(1);
    Scatter.Part<Boolean> part =
        (_, watch) -> {
          while (other.getCount() > 0) {
            watch.check();
          }
          return true;
        };
    var scans = new FutureTask<>(() -> all(wide, part));
    Thread.ofVirtual().start(scans);

    Thread.ofVirtual().start(other::countDown);

    assertThat(scans.get(15, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean all(Scatter wide, Scatter.Part<Boolean> part) throws QueryException {
    wide.inOrder(100, watch(), part, found -> found);
    return true;
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
  }
}
