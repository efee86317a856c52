/// What is learnt about a trace once, when it closes.
@NullMarked
package dev.clew.store.close;

import org.jspecify.annotations.NullMarked;
