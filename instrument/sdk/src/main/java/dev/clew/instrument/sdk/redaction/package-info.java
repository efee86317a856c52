/// What must not leave the process: secrets by name and by look, and texts without end.
@NullMarked
package dev.clew.instrument.sdk.redaction;

import org.jspecify.annotations.NullMarked;
