@NullMarked
package dev.clew.bench.report;

import org.jspecify.annotations.NullMarked;
