/// Charges cards through a network outside the shop that fails now and then.
@NullMarked
package dev.clew.demo.payments;

import org.jspecify.annotations.NullMarked;
