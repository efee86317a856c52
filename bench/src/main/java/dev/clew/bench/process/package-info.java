/// Servers as processes of their own: started, watched and ended.
@NullMarked
package dev.clew.bench.process;

import org.jspecify.annotations.NullMarked;
