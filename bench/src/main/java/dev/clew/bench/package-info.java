/// The load generator and the whole-process benchmarks.
@NullMarked
package dev.clew.bench;

import org.jspecify.annotations.NullMarked;
