package dev.clew.serve.sampling;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.WireType;
import java.nio.charset.StandardCharsets;

/// What `SamplingManager/GetSamplingStrategy` answers.
public final class SamplingCall {
  private static final int SERVICE = 1 << 3 | WireType.LENGTH;

  private final StrategiesFile strategies;

  public SamplingCall(StrategiesFile strategies) {
    this.strategies = strategies;
  }

  /// A `SamplingStrategyResponse` to `SamplingStrategyParameters`.
  public byte[] answer(byte[] request) throws MalformedException {
    var in = new ProtoReader(request, 0, request.length);
    String service = "";
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == SERVICE) {
        int length = in.length();
        service = new String(request, in.position(), length, StandardCharsets.UTF_8);
        in.advance(length);
      } else {
        in.skip(tag);
      }
    }
    return StrategyWriter.proto(strategies.of(service));
  }
}
