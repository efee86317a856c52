@NullMarked
package dev.clew.instrument.sdk.redaction;

import org.jspecify.annotations.NullMarked;
