@NullMarked
package dev.clew.instrument.agent;

import org.jspecify.annotations.NullMarked;
