package dev.clew.wire.otlp;

import static dev.clew.wire.otlp.AttributeReader.slice;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;

/// Reads the bytes of an `ExportTraceServiceRequest` (or a `TracesData`, which looks the same) into
/// a batch, in one pass over the spans and without an object for any of them.
///
/// Fields may come in any order. A field it does not know, or that comes with another wire type, is
/// kept beside the message it came in; only those of the request itself and of a resource or scope
/// without spans belong to nothing and are left out. Of a field that comes twice the last counts; a
/// message that comes in pieces is what its pieces say together, except that of an attribute's list
/// in pieces, which no known client sends, the last counts. Ids that can not be stored are no error
/// here: they make a [SpanProblem].
///
/// Owned by one thread.
public final class OtlpReader {
  private static final int NONE = -1;

  private final ProtoReader in;
  private final RowBudget budget;
  private final Gathering gathering;
  private final SpanTables columns;
  private final AttributeReader attributes;
  private final SpanReader spans;

  private OtlpReader(byte[] request, int length, SpanTables columns) {
    in = new ProtoReader(request, 0, length);
    this.columns = columns;
    columns.startFor(length);
    budget = new RowBudget(length);
    gathering = new Gathering(request, length);
    attributes = new AttributeReader(request, in, columns, budget);
    spans = new SpanReader(request, in, columns, attributes, gathering, budget);
  }

  /// Reads the first `length` bytes of `request`. The batch keeps the array, which must not change
  /// from then on.
  public static SpanBatch read(byte[] request, int length) throws MalformedException {
    return read(request, length, new SpanTables());
  }

  /// The same into these tables; the batch that was read into them before is gone.
  public static SpanBatch read(byte[] request, int length, SpanTables tables)
      throws MalformedException {
    return new OtlpReader(request, length, tables).read();
  }

  private SpanBatch read() throws MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.RESOURCE_SPANS) {
        int outer = in.enter();
        readResourceSpans(in.position(), in.limit());
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return new SpanBatch(gathering.buffer(), columns);
  }

  private void readResourceSpans(int from, int to) throws MalformedException {
    int resource = NONE;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != Tags.ITEMS) {
        in.skip(tag);
        continue;
      }
      int outer = in.enter();
      int start = in.position();
      int end = in.limit();
      if (hasSpans()) {
        if (resource == NONE) {
          resource = readResource(from, to);
        }
        readSpans(readScope(resource, start, end), start, end);
      }
      in.leave(outer);
    }
  }

  private boolean hasSpans() throws MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.ITEMS) {
        return true;
      }
      in.skip(tag);
    }
    return false;
  }

  private void readSpans(int scope, int from, int to) throws MalformedException {
    in.window(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.ITEMS) {
        spans.read(scope);
      } else {
        in.skip(tag);
      }
    }
  }

  private int readResource(int from, int to) throws MalformedException {
    budget.take(RowBudget.RESOURCE);
    Resources resources = columns.resources();
    int row = resources.add();
    resources.attributesFrom(row, columns.attributes().size());
    int pieces = 0;
    int strange = 0;
    in.window(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.HEAD -> {
          resources.encoded(row, readResourceMessage(row));
          pieces++;
        }
        case Tags.SCHEMA_URL -> resources.schemaUrl(row, slice(in));
        case Tags.ITEMS -> in.skip(tag);
        default -> {
          in.skip(tag);
          strange++;
        }
      }
    }
    resources.attributesTo(row, columns.attributes().size());
    if (pieces > 1) {
      resources.encoded(row, joinHeads(from, to));
    }
    if (strange > 0) {
      resources.extra(row, gatherStrange(from, to));
    }
    return row;
  }

  private long readResourceMessage(int row) throws MalformedException {
    int outer = in.enter();
    int from = in.position();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.RESOURCE_ATTRIBUTES -> attributes.read();
        case Tags.RESOURCE_DROPPED_ATTRIBUTES ->
            columns.resources().droppedAttributes(row, in.int32());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return Slice.of(from, in.position() - from);
  }

  private int readScope(int resource, int from, int to) throws MalformedException {
    budget.take(RowBudget.SCOPE);
    Scopes scopes = columns.scopes();
    int row = scopes.add();
    scopes.resource(row, resource);
    scopes.attributesFrom(row, columns.attributes().size());
    int pieces = 0;
    int strange = 0;
    in.window(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.HEAD -> {
          scopes.encoded(row, readScopeMessage(row));
          pieces++;
        }
        case Tags.SCHEMA_URL -> scopes.schemaUrl(row, slice(in));
        case Tags.ITEMS -> in.skip(tag);
        default -> {
          in.skip(tag);
          strange++;
        }
      }
    }
    scopes.attributesTo(row, columns.attributes().size());
    if (pieces > 1) {
      scopes.encoded(row, joinHeads(from, to));
    }
    if (strange > 0) {
      scopes.extra(row, gatherStrange(from, to));
    }
    return row;
  }

  private long readScopeMessage(int row) throws MalformedException {
    Scopes scopes = columns.scopes();
    int outer = in.enter();
    int from = in.position();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.SCOPE_NAME -> scopes.name(row, slice(in));
        case Tags.SCOPE_VERSION -> scopes.version(row, slice(in));
        case Tags.SCOPE_ATTRIBUTES -> attributes.read();
        case Tags.SCOPE_DROPPED_ATTRIBUTES -> scopes.droppedAttributes(row, in.int32());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return Slice.of(from, in.position() - from);
  }

  /// Joins the pieces of a resource or scope: in protobuf, encodings joined are messages merged.
  private long joinHeads(int from, int to) throws MalformedException {
    int start = gathering.position();
    in.window(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.HEAD) {
        gathering.add(slice(in));
      } else {
        in.skip(tag);
      }
    }
    return gathering.since(start);
  }

  /// Gathers the fields of a `ResourceSpans` or `ScopeSpans` that this code does not know.
  private long gatherStrange(int from, int to) throws MalformedException {
    int start = gathering.position();
    in.window(from, to);
    while (in.hasMore()) {
      int field = in.position();
      int tag = in.tag();
      in.skip(tag);
      if (tag != Tags.HEAD && tag != Tags.ITEMS && tag != Tags.SCHEMA_URL) {
        gathering.add(Slice.of(field, in.position() - field));
      }
    }
    return gathering.since(start);
  }
}
