@NullMarked
package dev.clew.collect.redact;

import org.jspecify.annotations.NullMarked;
