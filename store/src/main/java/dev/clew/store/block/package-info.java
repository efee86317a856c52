/// Columns as they are stored, and the files they are sealed into.
@NullMarked
package dev.clew.store.block;

import org.jspecify.annotations.NullMarked;
