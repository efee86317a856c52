/// Redaction: finds secrets in what clients send, in linear time, and takes them out before
/// anything is kept.
@NullMarked
package dev.clew.collect.redact;

import org.jspecify.annotations.NullMarked;
