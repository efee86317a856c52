@NullMarked
package dev.clew.instrument.sdk.propagation;

import org.jspecify.annotations.NullMarked;
