package dev.clew.instrument;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Passes an interface's calls on to an object, those of traced methods inside spans.
final class TracedProxy implements InvocationHandler {
  private final Object target;

  private TracedProxy(Object target) {
    this.target = target;
  }

  static <T> T of(Class<T> type, T target) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException("needs an interface, got " + type.getName());
    }
    Class<?>[] types = {type};
    TracedProxy handler = new TracedProxy(target);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, handler));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
      throws Throwable {
    @Nullable Object[] arguments = given == null ? new Object[0] : given;
    TracedCall call = TracedCall.begin(annotated(method), arguments);
    if (call == null) {
      return pass(method, arguments);
    }
    try {
      return call.end(pass(method, arguments), null);
    } catch (Throwable thrown) {
      call.end(null, thrown);
      throw thrown;
    }
  }

  private @Nullable Object pass(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /// The object's own method when that carries the annotation, else the interface's.
  private Method annotated(Method method) {
    if (method.getDeclaringClass() == Object.class) {
      return method;
    }
    try {
      Method own = target.getClass().getMethod(method.getName(), method.getParameterTypes());
      return TracedMethod.of(own).isPresent() ? own : method;
    } catch (NoSuchMethodException e) {
      return method;
    }
  }
}
