@NullMarked
package dev.clew.bench.check;

import org.jspecify.annotations.NullMarked;
