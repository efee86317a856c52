@NullMarked
package dev.clew.bench.zipkin;

import org.jspecify.annotations.NullMarked;
