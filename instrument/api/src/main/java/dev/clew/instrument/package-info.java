/// Spans by hand: safe in any application, also in one that has no tracing switched on.
@NullMarked
package dev.clew.instrument;

import org.jspecify.annotations.NullMarked;
