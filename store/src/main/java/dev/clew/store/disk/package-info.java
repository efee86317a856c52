/// Files as the store needs them: the one place that touches the file system.
@NullMarked
package dev.clew.store.disk;

import org.jspecify.annotations.NullMarked;
