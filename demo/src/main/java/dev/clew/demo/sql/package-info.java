/// Traced SQL over JDBC.
@NullMarked
package dev.clew.demo.sql;

import org.jspecify.annotations.NullMarked;
