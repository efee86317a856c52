/// How spans leave: kept on disk while the server is away.
@NullMarked
package dev.clew.instrument.sdk.export;

import org.jspecify.annotations.NullMarked;
