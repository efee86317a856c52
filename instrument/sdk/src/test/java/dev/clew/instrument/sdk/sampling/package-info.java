@NullMarked
package dev.clew.instrument.sdk.sampling;

import org.jspecify.annotations.NullMarked;
