/// Real applications, databases and brokers, traced into a real server and read back.
@NullMarked
package dev.clew.proof;

import org.jspecify.annotations.NullMarked;
