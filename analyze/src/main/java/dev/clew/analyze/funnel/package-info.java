/// How many traces take one step after the other.
@NullMarked
package dev.clew.analyze.funnel;

import org.jspecify.annotations.NullMarked;
