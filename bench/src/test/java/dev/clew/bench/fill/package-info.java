@NullMarked
package dev.clew.bench.fill;

import org.jspecify.annotations.NullMarked;
