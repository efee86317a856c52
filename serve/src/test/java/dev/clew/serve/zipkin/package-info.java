/// Zipkin's readers before the whole server.
@NullMarked
package dev.clew.serve.zipkin;

import org.jspecify.annotations.NullMarked;
