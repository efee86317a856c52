/// Makers of spans and traces, a manual clock, a seeded generator: for tests and benchmarks.
@NullMarked
package dev.clew.testkit;

import org.jspecify.annotations.NullMarked;
