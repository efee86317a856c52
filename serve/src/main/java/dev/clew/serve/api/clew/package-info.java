/// The native API, `/api/clew/v1`: what the web page asks.
@NullMarked
package dev.clew.serve.api.clew;

import org.jspecify.annotations.NullMarked;
