/// Zipkin's query API: its second version's JSON.
@NullMarked
package dev.clew.serve.api.zipkin;

import org.jspecify.annotations.NullMarked;
