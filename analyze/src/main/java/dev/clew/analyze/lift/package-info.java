/// What tells some spans from others.
@NullMarked
package dev.clew.analyze.lift;

import org.jspecify.annotations.NullMarked;
