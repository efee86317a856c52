@NullMarked
package dev.clew.bench.scan;

import org.jspecify.annotations.NullMarked;
