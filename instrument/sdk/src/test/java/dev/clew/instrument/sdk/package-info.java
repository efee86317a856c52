@NullMarked
package dev.clew.instrument.sdk;

import org.jspecify.annotations.NullMarked;
