/// What the shop sells and to whom, before the first order.
@NullMarked
package dev.clew.demo.catalogue;

import org.jspecify.annotations.NullMarked;
