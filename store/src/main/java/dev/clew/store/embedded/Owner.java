package dev.clew.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// What a process says of itself to others that want its data folder.
public final class Owner {
  private Owner() {}

  public static String thisProcess() {
    ProcessHandle process = ProcessHandle.current();
    String started = process.info().startInstant().map(Instant::toString).orElse("unknown");
    return "process " + process.pid() + " on host " + host() + ", started " + started;
  }

  /// Who this process runs as, by name and, where the system has such, by number.
  static String user() {
    String name = "user " + System.getProperty("user.name");
    try {
      return name + " (uid " + Files.getAttribute(Path.of("/proc/self"), "unix:uid") + ")";
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return name;
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
