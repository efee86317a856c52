/// The customers of the shop: seeded scenarios sent at a steady rate.
@NullMarked
package dev.clew.demo.traffic;

import org.jspecify.annotations.NullMarked;
