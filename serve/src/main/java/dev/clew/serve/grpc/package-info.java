/// Unary gRPC over Armeria's HTTP/2, deframed by hand.
@NullMarked
package dev.clew.serve.grpc;

import org.jspecify.annotations.NullMarked;
