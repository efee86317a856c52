/// What is going on right now: open spans, and what became of those that ended.
@NullMarked
package dev.clew.instrument.sdk.live;

import org.jspecify.annotations.NullMarked;
