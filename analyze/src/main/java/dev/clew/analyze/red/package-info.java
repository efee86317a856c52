/// Rates, errors and durations of services, operations and the calls between them.
@NullMarked
package dev.clew.analyze.red;

import org.jspecify.annotations.NullMarked;
