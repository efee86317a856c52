/// Runs plans over the blocks of a store: scans, ranks, merges the fragments of traces.
@NullMarked
package dev.clew.query.run;

import org.jspecify.annotations.NullMarked;
