@NullMarked
package dev.clew.serve.clients;

import org.jspecify.annotations.NullMarked;
