@NullMarked
package dev.clew.query;

import org.jspecify.annotations.NullMarked;
