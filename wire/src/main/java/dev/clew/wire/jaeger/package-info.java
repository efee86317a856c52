/// Jaeger's spans, in Thrift and protobuf, to OTLP protobuf.
@NullMarked
package dev.clew.wire.jaeger;

import org.jspecify.annotations.NullMarked;
