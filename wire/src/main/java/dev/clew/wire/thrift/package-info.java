/// The two protocols of Thrift that tracers speak, without generated classes.
@NullMarked
package dev.clew.wire.thrift;

import org.jspecify.annotations.NullMarked;
