/// An application that uses what the agent knows, a path each.
@NullMarked
package dev.clew.everything;

import org.jspecify.annotations.NullMarked;
