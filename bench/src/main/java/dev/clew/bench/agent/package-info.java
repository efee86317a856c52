/// An application under one agent or another, and what it sends.
@NullMarked
package dev.clew.bench.agent;

import org.jspecify.annotations.NullMarked;
