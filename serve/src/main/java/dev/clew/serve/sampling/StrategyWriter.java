package dev.clew.serve.sampling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.serve.sampling.Strategy.Operation;
import dev.clew.serve.sampling.Strategy.Operations;
import dev.clew.serve.sampling.Strategy.Probability;
import dev.clew.serve.sampling.Strategy.Rate;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;

/// Writes a strategy as Jaeger's clients know it: `SamplingStrategyResponse` in protobuf, in JSON,
/// and in the JSON of older clients, which has numbers for types and nulls for what is not said.
final class StrategyWriter {
  private static final int RATE_LIMITING = 1;

  private StrategyWriter() {}

  static ObjectNode json(Strategy strategy) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (strategy.rule()) {
      case Probability(double share) -> {
        json.put("strategyType", "PROBABILISTIC");
        json.set("probabilisticSampling", probability(share));
      }
      case Rate(int rate) -> {
        json.put("strategyType", "RATE_LIMITING");
        json.putObject("rateLimitingSampling").put("maxTracesPerSecond", rate);
      }
    }
    strategy.operations().ifPresent(operations -> json.set("operationSampling", json(operations)));
    return json;
  }

  static ObjectNode olderJson(Strategy strategy) {
    ObjectNode json = json(strategy);
    ObjectNode older = JsonNodeFactory.instance.objectNode();
    older.put("strategyType", strategy.rule() instanceof Rate ? RATE_LIMITING : 0);
    older.set("probabilisticSampling", json.get("probabilisticSampling"));
    older.set("rateLimitingSampling", json.get("rateLimitingSampling"));
    older.set("operationSampling", json.get("operationSampling"));
    return older;
  }

  private static ObjectNode json(Operations operations) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("defaultSamplingProbability", operations.usual());
    json.put("defaultLowerBoundTracesPerSecond", 0);
    ArrayNode each = json.putArray("perOperationStrategies");
    for (Operation operation : operations.each()) {
      ObjectNode one = each.addObject().put("operation", operation.name());
      one.set("probabilisticSampling", probability(operation.share()));
    }
    json.put("defaultUpperBoundTracesPerSecond", 0);
    return json;
  }

  private static ObjectNode probability(double share) {
    return JsonNodeFactory.instance.objectNode().put("samplingRate", share);
  }

  static byte[] proto(Strategy strategy) {
    var out = new ProtoWriter();
    switch (strategy.rule()) {
      case Probability(double share) -> probability(out, 2, share);
      case Rate(int rate) -> {
        out.varint(1 << 3 | WireType.VARINT, RATE_LIMITING);
        int mark = out.begin(3 << 3 | WireType.LENGTH);
        out.varint(1 << 3 | WireType.VARINT, rate);
        out.end(mark);
      }
    }
    if (strategy.operations().isPresent()) {
      int mark = out.begin(4 << 3 | WireType.LENGTH);
      operations(out, strategy.operations().get());
      out.end(mark);
    }
    return out.toBytes();
  }

  private static void operations(ProtoWriter out, Operations operations) {
    out.fixed64(1 << 3 | WireType.FIXED64, Double.doubleToRawLongBits(operations.usual()));
    for (Operation operation : operations.each()) {
      int mark = out.begin(3 << 3 | WireType.LENGTH);
      out.text(1 << 3 | WireType.LENGTH, operation.name());
      probability(out, 2, operation.share());
      out.end(mark);
    }
  }

  private static void probability(ProtoWriter out, int field, double share) {
    int mark = out.begin(field << 3 | WireType.LENGTH);
    out.fixed64(1 << 3 | WireType.FIXED64, Double.doubleToRawLongBits(share));
    out.end(mark);
  }
}
