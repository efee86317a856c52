/// The data set: made once by seed, encoded once, and stamped anew for every request.
@NullMarked
package dev.clew.bench.data;

import org.jspecify.annotations.NullMarked;
