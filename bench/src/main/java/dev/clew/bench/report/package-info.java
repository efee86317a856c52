/// Figures for people, as a table, and for programs, as JSON.
@NullMarked
package dev.clew.bench.report;

import org.jspecify.annotations.NullMarked;
