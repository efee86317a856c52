package dev.clew.instrument.agent;

import dev.clew.instrument.TracedCall;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/// Copied into each traced method; there it calls the application's own `clew-api`.
public final class TracedAdvice {
  private TracedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static @Nullable TracedCall enter(
      @Advice.Origin Method method, @Advice.AllArguments @Nullable Object[] arguments) {
    return TracedCall.begin(method, arguments);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable TracedCall call,
      @Advice.Thrown @Nullable Throwable thrown,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
    if (call != null) {
      result = call.end(result, thrown);
    }
  }
}
