/// What Clew counts about itself.
@NullMarked
package dev.clew.serve.metrics;

import org.jspecify.annotations.NullMarked;
