/// Which traces are kept: consistent probability at the head, errors and slow ones late.
@NullMarked
package dev.clew.instrument.sdk.sampling;

import org.jspecify.annotations.NullMarked;
