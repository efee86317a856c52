/// Traces as the analyses look at them.
@NullMarked
package dev.clew.analyze.trace;

import org.jspecify.annotations.NullMarked;
