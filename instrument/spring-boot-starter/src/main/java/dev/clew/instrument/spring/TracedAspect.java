package dev.clew.instrument.spring;

import dev.clew.instrument.TracedCall;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/// A span around each traced method of a bean.
@Aspect
public class TracedAspect {
  @Around("@annotation(dev.clew.instrument.Traced) || @within(dev.clew.instrument.Traced)")
  public @Nullable Object around(ProceedingJoinPoint point) throws Throwable {
    var method = ((MethodSignature) point.getSignature()).getMethod();
    TracedCall call = TracedCall.begin(method, point.getArgs());
    if (call == null) {
      return point.proceed();
    }
    try {
      return call.end(point.proceed(), null);
    } catch (Throwable thrown) {
      call.end(null, thrown);
      throw thrown;
    }
  }
}
