/// Reads back what was acknowledged.
@NullMarked
package dev.clew.bench.check;

import org.jspecify.annotations.NullMarked;
