/// The primitives of protobuf's encoding, without generated classes.
@NullMarked
package dev.clew.wire.proto;

import org.jspecify.annotations.NullMarked;
