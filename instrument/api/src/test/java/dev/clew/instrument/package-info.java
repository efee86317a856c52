@NullMarked
package dev.clew.instrument;

import org.jspecify.annotations.NullMarked;
