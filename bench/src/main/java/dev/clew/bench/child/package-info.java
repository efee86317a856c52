/// A server of our own as a child process, to be measured and killed.
@NullMarked
package dev.clew.bench.child;

import org.jspecify.annotations.NullMarked;
