/// Judges whole traces, a batch of them at a time, whatever they were read from.
@NullMarked
package dev.clew.query.eval;

import org.jspecify.annotations.NullMarked;
