package dev.clew.store.embedded;

import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.block.ReadCache;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WalListener;
import dev.clew.store.wal.WalSettings;
import dev.clew.store.wal.WriteAheadLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a store what it was: first its blocks, then what the log has and no block.
public final class Reopening {
  private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

  /// Where everything lies, and where it goes.
  public record Parts(
      DataFolder folder,
      Disk disk,
      DiskWatch watch,
      Tenants tenants,
      ReadCache cache,
      PinFiles pins,
      ExpiryNotes notes) {}

  private final Parts parts;
  private final StoreSettings settings;
  private final StoreClock clock;
  private final StoreListener listener;

  public Reopening(Parts parts, StoreSettings settings, StoreClock clock, StoreListener listener) {
    this.parts = parts;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /// Reads all there is, and gives back the log, which takes requests from now on.
  ///
  /// @param sealer makes room where the log has more than fits into memory
  public WriteAheadLog run(Sealer sealer, TraceClosing closing) throws IOException {
    try (var replay = new Replay(settings.folder(), parts.tenants, sealer, closing, clock)) {
      var recovery =
          new Recovery(parts.disk, parts.folder, parts.tenants, parts.cache, parts.notes);
      recovery.readTombstones();
      recovery.passPins(parts.pins);
      recovery.openBlocks();
      WriteAheadLog opened =
          WriteAheadLog.open(
              parts.disk, walSettings(), recovery.highestSequence(), walListener(), replay::take);
      finish(replay, opened);
      LOG.info(
          "Opened store {}: {} spans in blocks, {} requests in the log",
          settings.folder(),
          parts.tenants.totals().sealedSpans(),
          replay.requests());
      return opened;
    } catch (UncheckedIOException e) {
      parts.tenants.close();
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      parts.tenants.close();
      throw e;
    }
  }

  private void finish(Replay replay, WriteAheadLog opened) throws IOException {
    try {
      replay.finish();
      parts.tenants.releaseCovered(opened);
      parts.notes.deleteUnneeded(opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private WalSettings walSettings() {
    return new WalSettings(
        parts.folder.log(),
        settings.log().syncMode(),
        parts.watch.segmentBytes(settings.log().segmentBytes()),
        settings.log().linger(),
        settings.log().retry());
  }

  private WalListener walListener() {
    return new WalListener() {
      @Override
      public void synced(long nanos, int requests) {
        listener.synced(nanos, requests);
      }

      @Override
      public void growing(long segmentBytes, long logBytes) throws IOException {
        parts.watch.checkRoomForLog(segmentBytes, logBytes);
      }
    };
  }
}
