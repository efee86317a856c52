@NullMarked
package dev.clew.bench.ask;

import org.jspecify.annotations.NullMarked;
