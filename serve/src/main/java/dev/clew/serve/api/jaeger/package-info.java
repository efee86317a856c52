/// Jaeger's query API over HTTP: the first generation's JSON and the third generation's OTLP.
@NullMarked
package dev.clew.serve.api.jaeger;

import org.jspecify.annotations.NullMarked;
