/// The door of the columnar span store.
@NullMarked
package dev.clew.store;

import org.jspecify.annotations.NullMarked;
