/// Takes orders, remembers them and reports on them.
@NullMarked
package dev.clew.demo.orders;

import org.jspecify.annotations.NullMarked;
