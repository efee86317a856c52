package dev.clew.instrument.agent;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/// Copied into the methods that put a circuit breaker around a function.
public final class BreakerAdvice {
  private BreakerAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  public static void exit(
      @Advice.Argument(0) CircuitBreaker breaker,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object function) {
    function = GuardedCall.around(breaker, function);
  }
}
