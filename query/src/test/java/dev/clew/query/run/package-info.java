@NullMarked
package dev.clew.query.run;

import org.jspecify.annotations.NullMarked;
