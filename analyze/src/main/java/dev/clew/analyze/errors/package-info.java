/// Failed spans by what went wrong.
@NullMarked
package dev.clew.analyze.errors;

import org.jspecify.annotations.NullMarked;
