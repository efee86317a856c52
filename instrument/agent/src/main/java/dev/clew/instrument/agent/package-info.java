/// What Clew teaches OpenTelemetry's Java agent.
@NullMarked
package dev.clew.instrument.agent;

import org.jspecify.annotations.NullMarked;
