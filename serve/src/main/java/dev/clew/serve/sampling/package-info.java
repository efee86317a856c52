/// Remote sampling: tells clients how much to sample, as a file says.
@NullMarked
package dev.clew.serve.sampling;

import org.jspecify.annotations.NullMarked;
