/// OTLP: the one form in which spans travel through the house.
@NullMarked
package dev.clew.wire.otlp;

import org.jspecify.annotations.NullMarked;
