/// The only service customers reach: it admits a request and gathers the answer from the others.
@NullMarked
package dev.clew.demo.gateway;

import org.jspecify.annotations.NullMarked;
