/// An example of a traced service.
@NullMarked
package dev.clew.example;

import org.jspecify.annotations.NullMarked;
