@NullMarked
package dev.clew.bench.process;

import org.jspecify.annotations.NullMarked;
