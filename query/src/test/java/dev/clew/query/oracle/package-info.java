/// The judge of the engine: what a query means, by brute force, and queries and traces at random.
@NullMarked
package dev.clew.query.oracle;

import org.jspecify.annotations.NullMarked;
