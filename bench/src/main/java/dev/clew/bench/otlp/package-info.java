/// Speaks OTLP to a receiver as SDKs do: bytes of a request in, what became of it out.
@NullMarked
package dev.clew.bench.otlp;

import org.jspecify.annotations.NullMarked;
