@NullMarked
package dev.clew.query.series;

import org.jspecify.annotations.NullMarked;
