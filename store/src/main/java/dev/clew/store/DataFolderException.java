package dev.clew.store;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A folder cannot be the data folder of a store: a matter of settings, not of the program.
public class DataFolderException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// Says which folder, what must hold and what to do.
  public DataFolderException(Path folder, String problem, @Nullable Throwable cause) {
    super("data folder " + folder + " " + problem, cause);
  }
}
