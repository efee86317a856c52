package dev.clew.instrument;

import io.opentelemetry.api.trace.SpanKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A span around each call of the method, or of each public method of the class.
///
/// Works by the Clew agent, in Spring beans by Clew's starter, and without either through
/// [Clew#traced].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Traced {
  /// The span's name; by default `Class.method`.
  String value() default "";

  SpanKind kind() default SpanKind.INTERNAL;

  /// Whether the arguments become attributes `code.argument.NAME`, each of 256 characters at most.
  boolean arguments() default false;

  /// Whether the result becomes the attribute `code.result`, of 256 characters at most.
  boolean result() default false;
}
