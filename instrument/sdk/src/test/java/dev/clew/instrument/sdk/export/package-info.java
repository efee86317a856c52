@NullMarked
package dev.clew.instrument.sdk.export;

import org.jspecify.annotations.NullMarked;
