/// Knows the products, finds them and keeps their stock.
@NullMarked
package dev.clew.demo.inventory;

import org.jspecify.annotations.NullMarked;
