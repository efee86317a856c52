/// Works out numbers for groups of spans over many traces.
@NullMarked
package dev.clew.query.totals;

import org.jspecify.annotations.NullMarked;
