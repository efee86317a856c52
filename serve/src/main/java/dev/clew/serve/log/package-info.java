/// Where log lines go, and how many.
@NullMarked
package dev.clew.serve.log;

import org.jspecify.annotations.NullMarked;
