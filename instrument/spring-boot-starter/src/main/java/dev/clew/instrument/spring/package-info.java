/// Clew in Spring Boot, beside OpenTelemetry's own starter.
@NullMarked
package dev.clew.instrument.spring;

import org.jspecify.annotations.NullMarked;
