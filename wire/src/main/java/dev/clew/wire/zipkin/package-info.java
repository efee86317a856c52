/// Zipkin's four encodings of spans to OTLP protobuf.
@NullMarked
package dev.clew.wire.zipkin;

import org.jspecify.annotations.NullMarked;
