/// Trace context in headers that no standard names.
@NullMarked
package dev.clew.instrument.sdk.propagation;

import org.jspecify.annotations.NullMarked;
