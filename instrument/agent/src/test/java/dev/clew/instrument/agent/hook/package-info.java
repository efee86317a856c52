/// An extension of the agent as an application may bring its own; the tests pack it.
@NullMarked
package dev.clew.instrument.agent.hook;

import org.jspecify.annotations.NullMarked;
