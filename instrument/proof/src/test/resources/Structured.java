import dev.clew.instrument.Clew;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.StructuredTaskScope;

/// Compiled by its test.
class Structured {
  static void main() throws Exception {
    Clew.span("request").run(() -> {
      System.out.println("trace " + Span.current().getSpanContext().getTraceId());
      try (var scope = StructuredTaskScope.open()) {
        scope.fork(() -> Clew.span("one").call(() -> "tea"));
        scope.fork(() -> Clew.span("two").call(() -> "cup"));
        scope.join();
      }
    });
  }
}
