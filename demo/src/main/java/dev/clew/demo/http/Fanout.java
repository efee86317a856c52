package dev.clew.demo.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs calls side by side, each in a virtual thread; the agent carries the trace context along.
public final class Fanout {
  private Fanout() {}

  /// The results in the order of the calls; the first failure, once all calls have ended.
  public static <T> List<T> all(List<? extends Callable<T>> calls) throws Exception {
    List<Future<T>> futures = new ArrayList<>(calls.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<T> call : calls) {
        futures.add(threads.submit(call));
      }
    }
    List<T> results = new ArrayList<>(futures.size());
    for (Future<T> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  private static <T> T result(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
