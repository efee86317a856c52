import dev.clew.instrument.Clew;
import dev.clew.instrument.Running;
import dev.clew.instrument.Traced;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;

/// Compiled by its test for one level of bytecode after the other.
public class Level {
  public static void main(String[] arguments) throws Exception {
    try (Running tracing = Clew.start()) {
      Clew.span("request").run(() -> {
        System.out.println("trace " + Span.current().getSpanContext().getTraceId());
        Clew.span("stage")
            .callAsync(() -> CompletableFuture.completedFuture("tea"))
            .toCompletableFuture()
            .join();
        new Level().work();
      });
    }
  }

  @Traced
  public void work() {}
}
