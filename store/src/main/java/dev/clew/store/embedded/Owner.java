package dev.clew.store.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/// What a process says of itself to others that want its data folder.
public final class Owner {
  private Owner() {}

  public static String thisProcess() {
    ProcessHandle process = ProcessHandle.current();
    String started = process.info().startInstant().map(Instant::toString).orElse("unknown");
    return "process " + process.pid() + " on host " + host() + ", started " + started;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
