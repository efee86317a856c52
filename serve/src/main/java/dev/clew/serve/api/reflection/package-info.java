/// Reflection over gRPC: which services a port has, and what their messages are made of.
@NullMarked
package dev.clew.serve.api.reflection;

import org.jspecify.annotations.NullMarked;
