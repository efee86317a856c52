/// JMH benchmarks of the parts that the server's work is made of, each on one thread.
@NullMarked
package dev.clew.bench.jmh;

import org.jspecify.annotations.NullMarked;
