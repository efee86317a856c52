/// The door of the query engine.
@NullMarked
package dev.clew.query;

import org.jspecify.annotations.NullMarked;
