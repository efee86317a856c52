/// Finds out what there is to ask for: which attributes spans have, and which values.
@NullMarked
package dev.clew.query.discover;

import org.jspecify.annotations.NullMarked;
