/// Stores filled with known spans, kept from run to run.
@NullMarked
package dev.clew.bench.fill;

import org.jspecify.annotations.NullMarked;
