/// Many traces as one call tree.
@NullMarked
package dev.clew.analyze.merge;

import org.jspecify.annotations.NullMarked;
