package dev.clew.instrument.agent;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/// Spans around calls through circuit breakers of Resilience4j;
/// `otel.instrumentation.resilience4j.enabled`.
public final class BreakerModule extends InstrumentationModule {
  private static final String BREAKER = "io.github.resilience4j.circuitbreaker.CircuitBreaker";

  public BreakerModule() {
    super("resilience4j");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new Decorators());
  }

  @Override
  public boolean isHelperClass(String name) {
    return name.equals(GuardedCall.class.getName());
  }

  @Override
  public List<String> getAdditionalHelperClassNames() {
    return List.of(GuardedCall.class.getName());
  }

  /// Every call goes through a function that one of these methods made.
  private static final class Decorators implements TypeInstrumentation {
    @Override
    public ElementMatcher<TypeDescription> typeMatcher() {
      return named(BREAKER);
    }

    @Override
    public void transform(TypeTransformer transformer) {
      transformer.applyAdviceToMethod(
          isStatic().and(nameStartsWith("decorate")).and(takesArgument(0, named(BREAKER))),
          BreakerAdvice.class.getName());
    }
  }
}
