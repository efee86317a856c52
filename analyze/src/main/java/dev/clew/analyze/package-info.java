/// The door of the analyses.
@NullMarked
package dev.clew.analyze;

import org.jspecify.annotations.NullMarked;
