/// The write-ahead log: requests as they came, on disk before they are acknowledged.
@NullMarked
package dev.clew.store.wal;

import org.jspecify.annotations.NullMarked;
