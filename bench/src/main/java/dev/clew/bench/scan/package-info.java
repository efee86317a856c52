/// How fast blocks are read, in this process.
@NullMarked
package dev.clew.bench.scan;

import org.jspecify.annotations.NullMarked;
