package dev.clew.analyze.findings;

import dev.clew.analyze.Sketch;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.List;

/// Makes traces in which the same calls come again and again, one by one or side by side, some of
/// them failed and tried again.
final class Loops {
  private static final List<String> NAMES = List.of("get", "put");
  private static final List<String> SERVICES = List.of("shop", "bank");
  private static final List<SpanKind> KINDS =
      List.of(SpanKind.CLIENT, SpanKind.CLIENT, SpanKind.INTERNAL, SpanKind.SERVER);

  private Loops() {}

  static List<Span> trace(Gen gen) {
    var spans = new ArrayList<Span>();
    spans.add(Sketch.span(1, "shop", "page").at(0, 1000).make());
    int loops = 1 + gen.random().nextInt(4);
    for (int loop = 0; loop < loops; loop++) {
      add(gen, spans);
    }
    return spans;
  }

  /// Up to a dozen calls below one span.
  private static void add(Gen gen, List<Span> spans) {
    long parent = 1L + gen.random().nextInt(spans.size());
    String service = gen.oneOf(SERVICES);
    String name = gen.oneOf(NAMES);
    SpanKind kind = gen.oneOf(KINDS);
    long at = gen.random().nextInt(500);
    int count = 1 + gen.random().nextInt(12);
    for (int call = 0; call < count; call++) {
      long end = at + gen.random().nextInt(40);
      var span =
          Sketch.span(spans.size() + 1, service, name)
              .of(kind)
              .under(parent)
              .at(at, end)
              .with(
                  Attribute.of("db.statement", "select " + gen.random().nextInt(3)),
                  Attribute.of("note", "x".repeat(200 + gen.random().nextInt(100))));
      if (gen.random().nextInt(4) == 0) {
        span.failed(gen.random().nextBoolean() ? "cancelled" : "refused").threw("E", "no", "at x");
      }
      spans.add(span.make());
      at = gen.random().nextInt(3) == 0 ? at : end + gen.random().nextInt(5);
    }
  }
}
