/// The demo shop: five services in one process that make real traffic for a tracing system.
@NullMarked
package dev.clew.demo;

import org.jspecify.annotations.NullMarked;
