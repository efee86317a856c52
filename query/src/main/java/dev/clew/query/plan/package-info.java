/// From a checked condition to what has to be read of a block to judge its rows.
@NullMarked
package dev.clew.query.plan;

import org.jspecify.annotations.NullMarked;
