package dev.clew.store.embedded;

import dev.clew.store.wal.WriteAheadLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether spans can be taken in at present, and why not. Any thread.
public final class Admission {
  /// How long a request waits for memory before its client is told to come again.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// What has to work, and who makes room.
  public record Parts(
      HeadBudget budget,
      Tenants tenants,
      DiskWatch disk,
      WriteAheadLog log,
      Sealer sealer,
      Upkeep upkeep) {}

  private final Parts parts;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  public Admission(Parts parts) {
    this.parts = parts;
  }

  /// Why a request is to be refused now, if it is. Where heads have to be sealed first, which makes
  /// room soon unless sealing fails, it is held back for that.
  public Optional<String> refusal() {
    if (!parts.budget.isSpent()) {
      return broken();
    }
    parts.upkeep.wake();
    if (parts.sealer.problem().isEmpty()) {
      parts.budget.awaitRoom(PATIENCE);
    }
    return problem();
  }

  /// Why requests are refused at present, if they are.
  public Optional<String> problem() {
    return broken().or(this::full);
  }

  private Optional<String> broken() {
    if (isClosed.get()) {
      return Optional.of("the store is closed");
    }
    if (parts.tenants.isBroken()) {
      return Optional.of("spans in memory are damaged; restart to read them from the log again");
    }
    return parts.disk.problem().or(parts.log::problem);
  }

  private Optional<String> full() {
    if (!parts.budget.isSpent()) {
      return Optional.empty();
    }
    String why = parts.sealer.problem().map(each -> "; " + each).orElse("");
    return Optional.of(
        "unsealed spans may take "
            + parts.budget.maxBytes()
            + " bytes of memory, take "
            + parts.budget.bytes()
            + why);
  }

  public boolean isClosed() {
    return isClosed.get();
  }

  /// Takes nothing more, and lets go of who waits; false where that was so already.
  public boolean close() {
    boolean isFirst = isClosed.compareAndSet(false, true);
    parts.budget.close();
    return isFirst;
  }
}
