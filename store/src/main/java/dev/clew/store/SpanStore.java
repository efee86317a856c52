package dev.clew.store;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Keeps spans. The contract that every store passes, tested by `SpanStoreContract`:
///
/// - **Durable.** When [#append] has returned `Stored`, the request's spans MUST survive the death
///   of the process at once and the loss of power within the store's sync mode. `Refused` means
///   that nothing of the request needs to be kept; it MAY be found all the same.
/// - **Visible.** From then on [#fetch] and every view opened later MUST show the spans.
/// - **Lossless.** What [#fetch] gives back MUST carry all that was sent, unknown fields included.
/// - **Once.** A span sent again (same trace id, span id and kind) MUST be one span in [#fetch]:
///   the one that came last. A view MAY show both; whoever counts merges them.
/// - **Apart.** No call shows one tenant another's spans.
/// - **Deleted.** What [#delete] has deleted MUST never be shown again, and MUST be gone from every
///   file when its deletion says that it is done. Views that were open before MAY show it.
/// - **Whole blocks.** A view stays as it was when opened, whatever is appended, sealed or expired
///   meanwhile, until it is closed.
///
/// All methods may be called from any thread; they block the caller while they wait for the disk.
public interface SpanStore extends AutoCloseable {
  /// Appends the spans of a request; the store keeps the request's arrays and never changes them.
  AppendResult append(TenantId tenant, SpanRequest request);

  /// All spans of a trace, without duplicates, in no particular order; an empty batch for a trace
  /// that is not here.
  SpanBatch fetch(TenantId tenant, TraceId trace) throws IOException;

  /// Hands over all spans of a trace, without duplicates, in parts and in no particular order. A
  /// part is of some megabytes at most, or of one span, however large the trace is.
  default void fetch(TenantId tenant, TraceId trace, TraceParts parts) throws IOException {
    SpanBatch all = fetch(tenant, trace);
    if (all.size() > 0) {
      parts.take(all);
    }
  }

  /// The same, but of a span that came from Zipkin every piece that was sent under its ids and
  /// kind, also after blocks were merged; a piece that was sent again may come as often. For
  /// everyone else the last piece is the span. A store MAY know no more than that.
  default void fetchPieces(TenantId tenant, TraceId trace, TraceParts parts) throws IOException {
    fetch(tenant, trace, parts);
  }

  /// Opens a view of the blocks that hold spans which start in this range, newest first. Blocks are
  /// whole: rows outside the range are for the reader to skip.
  StoreView view(TenantId tenant, TimeRange range);

  /// Deletes traces. From here on no [#fetch] and no view opened later shows a span of them that
  /// was stored before, nor counts it; also after a restart. Spans that are stored under the same
  /// trace ids later are new ones, and show. Meanwhile the store writes its files again without
  /// them; [#deletions] says how far it is.
  ///
  /// @throws IOException when the traces cannot be hidden for ever, or what there is of them cannot
  ///   be read; they are deleted all the same if the deletion is found among [#deletions]
  Deletion delete(TenantId tenant, Set<TraceId> traces) throws IOException;

  /// What [#delete] would delete.
  Deletion.Size deletionSize(TenantId tenant, Set<TraceId> traces) throws IOException;

  /// The deletions of a tenant that are under way, and the last that are done; the store MAY forget
  /// those.
  List<Deletion> deletions(TenantId tenant) throws IOException;

  /// Keeps what there is of a trace until it is unpinned or deleted, whatever expires: [#fetch]
  /// goes on to give it, views do not. It is durable when this returns. Spans of it that come later
  /// expire as others do, unless it is pinned again.
  PinResult pin(TenantId tenant, TraceId trace) throws IOException;

  /// Lets a trace expire again; false where it is not pinned.
  boolean unpin(TenantId tenant, TraceId trace) throws IOException;

  /// The traces that are pinned.
  Set<TraceId> pinned(TenantId tenant);

  /// How many spans there were, by their start; exact for the whole steps that overlap the range. A
  /// span sent again counts once, as [#fetch] gives it.
  ///
  /// Where there are too many series (see `Cell`), what is over counts as a series that tells less.
  ///
  /// @param step ten seconds or a multiple of it
  Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step) throws IOException;

  /// How many calls between services there were, by the start of the span that timed them: the
  /// client's, or else the server's; exact for the whole steps that overlap the range. A call is
  /// known when both of its spans are here, whichever way and however late they came.
  ///
  /// @param step ten seconds or a multiple of it
  Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step) throws IOException;

  /// How the store is now; cheap enough to be asked every second.
  StoreStatus status();

  /// Waits for the appends under way, makes everything durable and lets go of the files.
  @Override
  void close() throws IOException;
}
