@NullMarked
package dev.clew.instrument.sdk.sink;

import org.jspecify.annotations.NullMarked;
