/// What speaks HTTP and is no query API: bounded bodies, OTLP over HTTP, the page, health.
@NullMarked
package dev.clew.serve.http;

import org.jspecify.annotations.NullMarked;
