/// What the embedded store is made of: what it holds of each tenant, and how that is recovered,
/// sealed and expired.
@NullMarked
package dev.clew.store.embedded;

import org.jspecify.annotations.NullMarked;
