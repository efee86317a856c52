/// Asks servers over HTTP and measures how long the answers take.
@NullMarked
package dev.clew.bench.ask;

import org.jspecify.annotations.NullMarked;
