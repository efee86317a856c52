/// What the query APIs share: running a request, writing its answer, refusing it.
@NullMarked
package dev.clew.serve.api;

import org.jspecify.annotations.NullMarked;
