/// What Clew adds to the OpenTelemetry SDK, put together for its autoconfiguration: it works the
/// same in a plain application, in the agent and in Spring Boot.
@NullMarked
package dev.clew.instrument.sdk;

import org.jspecify.annotations.NullMarked;
