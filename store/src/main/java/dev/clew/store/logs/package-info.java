/// Files of log records that are kept beside spans.
@NullMarked
package dev.clew.store.logs;

import org.jspecify.annotations.NullMarked;
