/// Drives a receiver: pace, requests, retries, what was acknowledged, figures.
@NullMarked
package dev.clew.bench.load;

import org.jspecify.annotations.NullMarked;
