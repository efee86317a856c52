@NullMarked
package dev.clew.instrument.sdk.encryption;

import org.jspecify.annotations.NullMarked;
