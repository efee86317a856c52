/// Tempo's query API: traces by id, TraceQL, tags and metrics, over HTTP and gRPC.
@NullMarked
package dev.clew.serve.api.tempo;

import org.jspecify.annotations.NullMarked;
