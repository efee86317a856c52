/// The process: sockets, settings, wiring, the command line.
@NullMarked
package dev.clew.serve;

import org.jspecify.annotations.NullMarked;
