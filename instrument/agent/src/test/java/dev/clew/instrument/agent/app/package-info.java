/// An application that knows nothing of tracing but two annotations.
@NullMarked
package dev.clew.instrument.agent.app;

import org.jspecify.annotations.NullMarked;
