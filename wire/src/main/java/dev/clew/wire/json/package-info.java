/// OTLP/JSON to OTLP protobuf and back.
@NullMarked
package dev.clew.wire.json;

import org.jspecify.annotations.NullMarked;
