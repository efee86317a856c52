@NullMarked
package dev.clew.bench.otlp;

import org.jspecify.annotations.NullMarked;
