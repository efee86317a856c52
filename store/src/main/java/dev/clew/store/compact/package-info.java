/// Several blocks as one: rows that are dropped, dictionaries and traces that are united, and which
/// blocks are to be joined.
@NullMarked
package dev.clew.store.compact;

import org.jspecify.annotations.NullMarked;
