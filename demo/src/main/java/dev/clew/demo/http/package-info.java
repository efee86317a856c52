/// Traced HTTP between services: a server with routes and a caller.
@NullMarked
package dev.clew.demo.http;

import org.jspecify.annotations.NullMarked;
