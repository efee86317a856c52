/// Traced messages over a topic inside the process.
@NullMarked
package dev.clew.demo.messaging;

import org.jspecify.annotations.NullMarked;
