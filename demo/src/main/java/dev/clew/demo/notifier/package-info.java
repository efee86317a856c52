/// Turns messages about orders into notifications, in batches.
@NullMarked
package dev.clew.demo.notifier;

import org.jspecify.annotations.NullMarked;
