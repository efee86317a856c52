package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.PinResult;
import dev.clew.store.TraceParts;
import dev.clew.store.block.BlockOrigin;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.head.Head;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives single traces back, from what is pinned and from everything else, and pins them.
///
/// Any thread may ask. Who pins, unpins or erases holds the lock of this all the while, so that
/// nothing is pinned that is being deleted.
public final class Traces {
  private final Tenants tenants;
  private final PinFiles pins;
  private final PinLimits limits;
  private final RetentionClock time;

  public Traces(Tenants tenants, PinFiles pins, PinLimits limits, RetentionClock time) {
    this.tenants = tenants;
    this.pins = pins;
    this.limits = limits;
    this.time = time;
  }

  /// How much may be pinned.
  ///
  /// @param bytes on the disk, of all pinned traces
  /// @param headBytes in memory, of one while it is written
  /// @param columns that attributes may have
  public record PinLimits(long bytes, long headBytes, int columns) {
    public static PinLimits usual(int columns) {
      long headBytes = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);
      return new PinLimits(1L << 30, headBytes, columns);
    }
  }

  /// All there is of a trace, held until it is closed.
  ///
  /// @param blocks in the order in which their spans came
  private record Held(Holding holding, Optional<SealedBlock> pinned, List<StoredBlock> blocks)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      holding.close();
      if (pinned.isPresent()) {
        pinned.get().close();
      }
    }
  }

  private Held hold(TenantId tenant, TraceId trace) throws IOException {
    // Asked first: a deletion that is done by the time has taken the file away.
    boolean isHidden = isHidden(tenant, trace);
    Holding holding = tenants.hold(tenant);
    try {
      if (!holding.unreadable().isEmpty()) {
        throw holding.unreadable().getFirst();
      }
      Optional<SealedBlock> pinned = isHidden ? Optional.empty() : pins.read(tenant, trace);
      var blocks = new ArrayList<StoredBlock>();
      pinned.ifPresent(blocks::add);
      blocks.addAll(holding.stored());
      return new Held(holding, pinned, blocks);
    } catch (IOException | RuntimeException e) {
      holding.close();
      throw e;
    }
  }

  private boolean isHidden(TenantId tenant, TraceId trace) {
    return tenants.find(tenant).stream()
        .flatMap(spans -> spans.tombstones().stream())
        .anyMatch(tombstone -> pins.isHidden(tenant, trace, tombstone));
  }

  /// All spans of a trace, each once.
  public SpanBatch fetch(TenantId tenant, TraceId trace) throws IOException {
    try (Held held = hold(tenant, trace)) {
      return TraceFetch.fetch(held.blocks(), trace);
    }
  }

  /// Hands over all spans of a trace, each once or in all of its pieces, in parts of bounded size.
  public void fetch(TenantId tenant, TraceId trace, boolean inPieces, TraceParts parts)
      throws IOException {
    try (Held held = hold(tenant, trace)) {
      TraceFetch.Which which = inPieces ? TraceFetch.Which.PIECES : TraceFetch.Which.LAST;
      TraceFetch.fetch(held.blocks(), trace, which, parts);
    }
  }

  /// Writes what there is of a trace into a block of its own, in place of one that may be there.
  public synchronized PinResult pin(TenantId tenant, TraceId trace) throws IOException {
    // Asked first, so that whatever is deleted from now on is found to be in the block.
    long lastSequence = tenants.of(tenant).lastRecord();
    try (Held held = hold(tenant, trace)) {
      var head = new Head("pin-" + trace, limits.columns());
      TraceParts parts =
          part -> {
            if (head.bytes() <= limits.headBytes()) {
              head.append(part);
            }
          };
      // What came last stands last.
      TraceFetch.fetch(held.blocks(), trace, TraceFetch.Which.EARLIER, parts);
      TraceFetch.fetch(held.blocks(), trace, TraceFetch.Which.LAST, parts);
      if (head.rowCount() == 0) {
        return PinResult.NOT_STORED;
      } else if (head.bytes() > limits.headBytes()) {
        return PinResult.TOO_LARGE;
      } else if (pins.bytes() >= limits.bytes()) {
        return PinResult.NO_ROOM;
      }
      var origin = new BlockOrigin(tenant.name(), lastSequence, time.nanos());
      pins.write(tenant, trace, head.snapshot(), origin);
      return PinResult.PINNED;
    }
  }

  /// Lets a trace expire again; false where it is not pinned.
  public synchronized boolean unpin(TenantId tenant, TraceId trace) throws IOException {
    return !isHidden(tenant, trace) && pins.delete(tenant, trace);
  }

  /// The traces that are pinned.
  public Set<TraceId> pinned(TenantId tenant) {
    var shown = new HashSet<TraceId>(pins.traces(tenant));
    shown.removeIf(trace -> isHidden(tenant, trace));
    return shown;
  }

  /// Deletes what is pinned of deleted traces.
  synchronized void erase(TenantId tenant, Tombstone tombstone) throws IOException {
    for (TraceId each : tombstone.traces()) {
      if (pins.isHidden(tenant, each, tombstone)) {
        pins.delete(tenant, each);
      }
    }
  }
}
