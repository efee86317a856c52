/// What only some may read: whole bodies on their way, single attributes for as long as they live.
@NullMarked
package dev.clew.instrument.sdk.encryption;

import org.jspecify.annotations.NullMarked;
