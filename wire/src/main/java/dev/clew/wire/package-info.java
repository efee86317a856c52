/// Bytes to model and back, as pure functions without sockets.
@NullMarked
package dev.clew.wire;

import org.jspecify.annotations.NullMarked;
