/// What happens between a request body and the store.
@NullMarked
package dev.clew.collect;

import org.jspecify.annotations.NullMarked;
