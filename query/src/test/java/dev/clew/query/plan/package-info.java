@NullMarked
package dev.clew.query.plan;

import org.jspecify.annotations.NullMarked;
