/// What is changed of spans and log records before they leave.
@NullMarked
package dev.clew.instrument.sdk.change;

import org.jspecify.annotations.NullMarked;
