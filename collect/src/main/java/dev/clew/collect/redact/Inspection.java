package dev.clew.collect.redact;

import dev.clew.collect.redact.KeyVerdict.Kind;
import dev.clew.wire.otlp.Attributes;
import dev.clew.wire.otlp.Resources;
import dev.clew.wire.otlp.Scopes;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Looks through a batch for secrets, the texts of spans by column; nothing is allocated for a span
/// that has none.
///
/// Owned by one thread.
final class Inspection {
  private static final int PLACES = 1 << 8;

  /// The tags and lengths of an array of one text that is not long.
  private static final int ONE_TEXT = 4;

  private final SpanBatch batch;
  private final byte[] bytes;
  private final Keys keys;
  private final Rules rules;
  private final @Nullable Findings[] found;

  /// By place of a key, the one that came behind it the last time: mostly it comes again.
  private final @Nullable KeyVerdict[] following = new KeyVerdict[PLACES];

  /// The place of the key that came last.
  private int place;

  /// By row of an attribute in which nothing was found, the place of its key plus one.
  private final short[] clean;

  // What the resource that is being looked at works with.
  private Findings findings = new Findings();
  private TextScanner scanner;
  private Editor editor;
  private Rewriter rewriter;

  private Inspection(SpanBatch batch, Keys keys, Rules rules) {
    this.batch = batch;
    this.keys = keys;
    this.rules = rules;
    bytes = batch.bytes();
    found = new Findings[batch.resources().size()];
    clean = new short[batch.attributes().size()];
    scanner = new TextScanner(rules, findings);
    editor = new Editor(rules, findings);
    rewriter = new Rewriter(bytes, keys, editor);
  }

  /// What the spans to keep hold, with their resources and scopes, by resource; null where that has
  /// no such spans.
  static @Nullable Findings[] of(SpanBatch batch, IntPredicate keep, Keys keys, Rules rules)
      throws MalformedException {
    var inspection = new Inspection(batch, keys, rules);
    inspection.spans(keep);
    return inspection.found;
  }

  private void spans(IntPredicate keep) throws MalformedException {
    Spans spans = batch.spans();
    int scope = -1;
    int resource = -1;
    for (int row = 0; row < spans.size(); row++) {
      if (!keep.test(row)) {
        continue;
      }
      if (spans.scope(row) != scope) {
        scope = spans.scope(row);
        if (batch.scopes().resource(scope) != resource) {
          resource = batch.scopes().resource(scope);
          startResource(resource);
        }
        scope(scope);
      }
      span(row);
    }
  }

  private void startResource(int row) throws MalformedException {
    findings = new Findings();
    found[row] = findings;
    scanner = new TextScanner(rules, findings);
    editor = new Editor(rules, findings);
    rewriter = new Rewriter(bytes, keys, editor);
    Resources resources = batch.resources();
    message(Shape.RESOURCE, resources.encoded(row));
    text(resources.schemaUrl(row));
    text(resources.extra(row));
  }

  private void scope(int row) throws MalformedException {
    Scopes scopes = batch.scopes();
    message(Shape.SCOPE, scopes.encoded(row));
    text(scopes.schemaUrl(row));
    text(scopes.extra(row));
  }

  private void span(int row) throws MalformedException {
    Spans spans = batch.spans();
    text(spans.name(row));
    text(spans.statusMessage(row));
    text(spans.traceState(row));
    text(spans.extra(row));
    place = 0;
    for (int at = spans.attributesFrom(row); at < spans.attributesTo(row); at++) {
      attribute(at);
    }
    for (int event = spans.eventsFrom(row); event < spans.eventsTo(row); event++) {
      message(Shape.EVENT, batch.events().encoded(event));
    }
    for (int link = spans.linksFrom(row); link < spans.linksTo(row); link++) {
      message(Shape.LINK, batch.links().encoded(link));
    }
  }

  private void attribute(int row) throws MalformedException {
    int first = batch.attributes().first(row);
    if (clean[first] > 0) {
      place = clean[first] - 1;
      return;
    }
    int before = findings.count();
    inspect(row);
    if (findings.count() == before) {
      clean[first] = (short) (place + 1);
    }
  }

  private void inspect(int row) throws MalformedException {
    Attributes attributes = batch.attributes();
    long key = attributes.key(row);
    KeyVerdict verdict = verdict(key);
    if (verdict.hasSecret()) {
      text(key);
    }
    Kind kind = verdict.kind();
    long value = attributes.value(row);
    switch (attributes.type(row)) {
      case STRING, BYTES -> {
        if (kind == Kind.PLAIN) {
          text(value);
        } else {
          var _ = editor.edit(bytes, Slice.offset(value), end(value), kind);
        }
      }
      case INT -> number(kind, value);
      case ARRAY -> {
        if (kind == Kind.PLAIN && isOneText(value)) {
          text(Slice.of(Slice.offset(value) + ONE_TEXT, Slice.length(value) - ONE_TEXT));
        } else {
          rewriter.inspectList(false, kind, Slice.offset(value), end(value));
        }
      }
      case MAP -> rewriter.inspectList(true, kind, Slice.offset(value), end(value));
      case EMPTY, BOOL, DOUBLE -> {}
    }
  }

  /// True for an array of one text, as most are, which is looked at where it stands.
  private boolean isOneText(long list) {
    int length = Slice.length(list);
    int from = Slice.offset(list);
    return length >= ONE_TEXT
        && length <= Byte.MAX_VALUE
        && bytes[from] == Tags.VALUES
        && bytes[from + 1] == length - 2
        && bytes[from + 2] == Tags.STRING_VALUE
        && bytes[from + 3] == length - ONE_TEXT;
  }

  private KeyVerdict verdict(long key) {
    KeyVerdict verdict = following[place];
    if (verdict == null || !verdict.isOf(bytes, Slice.offset(key), end(key))) {
      verdict = keys.of(bytes, Slice.offset(key), end(key));
      following[place] = verdict;
    }
    place = verdict.place() & (PLACES - 1);
    return verdict;
  }

  private void number(Kind kind, long value) {
    if (kind == Kind.SECRET) {
      Text digits = Text.of(Long.toString(value));
      var _ = editor.edit(digits.bytes(), digits.from(), digits.to(), kind);
    }
  }

  private void text(long slice) {
    var _ = scanner.scan(bytes, Slice.offset(slice), end(slice));
  }

  private void message(Shape shape, long slice) throws MalformedException {
    if (Slice.length(slice) > 0) {
      rewriter.inspect(shape, Slice.offset(slice), end(slice));
    }
  }

  private static int end(long slice) {
    return Slice.offset(slice) + Slice.length(slice);
  }
}
