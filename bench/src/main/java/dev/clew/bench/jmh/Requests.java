package dev.clew.bench.jmh;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// Requests as a server receives them: of the reference data set, or of one with fewer traces at a
/// time.
final class Requests {
  /// As many spans as make a block.
  static final int BLOCK = 1 << 18;

  /// As many as most requests have.
  static final int BATCH = 500;

  static final int LARGEST = 1 << 24;

  private static final long START_NANOS = 1_760_000_000_000_000_000L;
  private static final long ROUND_NANOS = 1_000_000_000;

  private Requests() {}

  /// The first request, of [#BATCH] spans.
  static byte[] first() {
    return bodies(1, Encoding.IDENTITY).getFirst();
  }

  /// So many spans and up to [#BATCH] more, as the requests are sent.
  static List<byte[]> bodies(int spans, Encoding encoding) {
    return bodies(Recipe.reference(1), spans, encoding);
  }

  static List<byte[]> bodies(Recipe recipe, int spans, Encoding encoding) {
    Pool pool = Pool.make(recipe);
    List<byte[]> bodies = new ArrayList<>();
    int made = 0;
    for (int number = 0; made < spans; number++) {
      int round = number / pool.size();
      var template = pool.template(number % pool.size());
      byte[] body = template.stamp(pool.round(round, START_NANOS + round * ROUND_NANOS));
      bodies.add(Compression.compress(body, encoding));
      made += template.spans();
    }
    return bodies;
  }

  static List<SpanBatch> batches(int spans) throws MalformedException {
    List<SpanBatch> batches = new ArrayList<>();
    for (byte[] body : bodies(spans, Encoding.IDENTITY)) {
      batches.add(OtlpReader.read(body, body.length));
    }
    return batches;
  }

  /// A request as the store takes it.
  static SpanRequest read(byte[] body, Encoding encoding)
      throws MalformedException, TooLargeException {
    byte[] request = Inflation.inflate(body, encoding, LARGEST);
    return new SpanRequest(body, encoding, OtlpReader.read(request, request.length));
  }
}
