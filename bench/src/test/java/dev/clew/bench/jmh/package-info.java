@NullMarked
package dev.clew.bench.jmh;

import org.jspecify.annotations.NullMarked;
