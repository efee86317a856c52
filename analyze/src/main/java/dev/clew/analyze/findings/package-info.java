/// What can be told of one trace.
@NullMarked
package dev.clew.analyze.findings;

import org.jspecify.annotations.NullMarked;
