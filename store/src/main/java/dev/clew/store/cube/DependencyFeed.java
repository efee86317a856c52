package dev.clew.store.cube;

import dev.clew.model.SpanKind;
import dev.clew.store.CallSeries;
import dev.clew.store.ConnectionType;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import java.util.Arrays;
import java.util.BitSet;

/// Counts the calls of a trace in a cube by calling service, called service, type of connection and
/// the slot in which the call started. The service codes of the rows are the numbers of the cube's
/// words.
///
/// What is a call:
///
/// - A server or consumer span whose parent is a span of another service. The parent is mostly a
///   client or producer span, but need not be: a service may pass its context on without one.
/// - A consumer span that links to a producer span of another service in the same trace.
/// - A client or producer span that no span of this trace received, and that names its other side:
///   a database, a broker, a service that sends no spans. Its end is a node of that name.
/// - A consumer span that begins a trace and names its broker, a node that calls it: the producer's
///   span is in another trace.
///
/// A call to oneself is none. How long a call took is how long the client span took, which is what
/// the caller waited; without a client span the receiver's. It failed if either span did.
///
/// Owned by one thread.
public final class DependencyFeed {
  private static final int SERVER = SpanKind.SERVER.ordinal();
  private static final int CLIENT = SpanKind.CLIENT.ordinal();
  private static final int PRODUCER = SpanKind.PRODUCER.ordinal();
  private static final int CONSUMER = SpanKind.CONSUMER.ordinal();
  private static final int NONE = -1;

  private final Cube cube;

  public DependencyFeed(Cube cube) {
    this.cube = cube;
  }

  /// What a cell of such a cube counts.
  static CallSeries series(Key key, Words words) {
    return new CallSeries(
        words.find(key.first()), words.find(key.second()), ConnectionType.of(key.tag()));
  }

  /// Counts the calls of a trace.
  public void add(TraceRows rows, CallRows calls, ClosedTrace trace) {
    new Calls(rows, calls, trace).count();
  }

  /// The calls of one trace.
  private final class Calls {
    private final TraceRows rows;
    private final CallRows calls;
    private final ClosedTrace trace;

    /// Rows whose call has another end in this trace.
    private final BitSet met = new BitSet();

    private Calls(TraceRows rows, CallRows calls, ClosedTrace trace) {
      this.rows = rows;
      this.calls = calls;
      this.trace = trace;
    }

    private void count() {
      for (int row = 0; row < rows.size(); row++) {
        boolean isReceiver = rows.kind(row) == SERVER || rows.kind(row) == CONSUMER;
        if (isReceiver && trace.parentRow(row) != NONE) {
          meet(trace.parentRow(row), row);
        }
      }
      followLinks();
      for (int row = 0; row < rows.size(); row++) {
        if (trace.isSpan(row) && calls.hasPeer(row) && !met.get(row)) {
          countHalf(row);
        }
      }
    }

    private void followLinks() {
      if (calls.linkCount() == 0) {
        return;
      }
      var producers = new Producers(rows, calls, trace);
      for (int link = 0; link < calls.linkCount(); link++) {
        int receiver = calls.linkRow(link);
        int caller = producers.find(calls.linkSpanId(link));
        boolean isNews = caller != NONE && caller != trace.parentRow(receiver);
        if (isNews && trace.isSpan(receiver) && rows.kind(receiver) == CONSUMER) {
          meet(caller, receiver);
        }
      }
    }

    private void meet(int caller, int receiver) {
      met.set(caller);
      met.set(receiver);
      if (rows.service(caller) != rows.service(receiver)) {
        int timed = rows.kind(caller) == CLIENT ? caller : receiver;
        boolean hasError = rows.hasError(caller) || rows.hasError(receiver);
        count(
            rows.service(caller), rows.service(receiver), type(caller, receiver), timed, hasError);
      }
    }

    private void countHalf(int row) {
      int kind = rows.kind(row);
      int service = rows.service(row);
      int peer = calls.peer(row);
      boolean hasError = rows.hasError(row);
      if (service == peer) {
        return;
      }
      if (kind == CLIENT || kind == PRODUCER) {
        count(service, peer, type(row, row), row, hasError);
      } else if (kind == CONSUMER && rows.parentId(row) == 0) {
        count(peer, service, type(row, row), row, hasError);
      }
    }

    private ConnectionType type(int caller, int receiver) {
      if (rows.kind(caller) == PRODUCER || rows.kind(receiver) == CONSUMER) {
        return ConnectionType.MESSAGING;
      }
      ConnectionType told = calls.type(caller);
      return told == ConnectionType.UNKNOWN ? calls.type(receiver) : told;
    }

    private void count(int client, int server, ConnectionType type, int timed, boolean hasError) {
      int slot = Slots.of(rows.startNanos(timed));
      cube.add(client, server, type.ordinal(), slot, rows.durationNanos(timed), hasError);
    }
  }

  /// The producer spans to which links lead.
  private static final class Producers {
    private final long[] ids;
    private final int[] rowOf;

    private Producers(TraceRows rows, CallRows calls, ClosedTrace trace) {
      ids = new long[calls.linkCount()];
      Arrays.setAll(ids, calls::linkSpanId);
      Arrays.sort(ids);
      rowOf = new int[ids.length];
      Arrays.fill(rowOf, NONE);
      for (int row = 0; row < rows.size(); row++) {
        // Of equal ids a search finds always the same one.
        int at = Arrays.binarySearch(ids, rows.spanId(row));
        if (at >= 0 && rows.kind(row) == PRODUCER && trace.isSpan(row)) {
          rowOf[at] = row;
        }
      }
    }

    /// The row of a producer that a link names, or -1.
    private int find(long spanId) {
      return rowOf[Arrays.binarySearch(ids, spanId)];
    }
  }
}
