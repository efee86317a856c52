@NullMarked
package dev.clew.instrument.spring;

import org.jspecify.annotations.NullMarked;
