/// How a service of the shop makes spans and sends them away.
@NullMarked
package dev.clew.demo.telemetry;

import org.jspecify.annotations.NullMarked;
