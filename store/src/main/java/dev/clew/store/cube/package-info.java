/// Rates, errors and durations of all traces, counted before any is dropped: by span, and by call
/// between services.
@NullMarked
package dev.clew.store.cube;

import org.jspecify.annotations.NullMarked;
