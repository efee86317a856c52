@NullMarked
package dev.clew.bench.data;

import org.jspecify.annotations.NullMarked;
