/// The newest spans, in memory, searchable as soon as they are here.
@NullMarked
package dev.clew.store.head;

import org.jspecify.annotations.NullMarked;
