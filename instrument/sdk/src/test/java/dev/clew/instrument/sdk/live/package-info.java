@NullMarked
package dev.clew.instrument.sdk.live;

import org.jspecify.annotations.NullMarked;
