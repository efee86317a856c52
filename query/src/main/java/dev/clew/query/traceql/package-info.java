/// The language: text to tree, tree to checked tree, tree to text.
@NullMarked
package dev.clew.query.traceql;

import org.jspecify.annotations.NullMarked;
