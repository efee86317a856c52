package dev.clew.serve.sampling;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.clew.serve.sampling.Strategy.Operation;
import dev.clew.serve.sampling.Strategy.Operations;
import dev.clew.serve.sampling.Strategy.Probability;
import dev.clew.serve.sampling.Strategy.Rate;
import dev.clew.serve.sampling.Strategy.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads strategies as Jaeger's file has them. An unusual type is a warning; what cannot be meant
/// is an `IllegalArgumentException` that says what was needed.
///
/// Owned by one thread.
final class StrategiesReader {
  private static final int MAX_DEPTH = 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private final boolean ratesInherit;
  private final List<String> warnings = new ArrayList<>();

  private StrategiesReader(boolean ratesInherit) {
    this.ratesInherit = ratesInherit;
  }

  /// What was read, and what about it is unusual.
  record Read(Strategies strategies, List<String> warnings) {
    Read {
      warnings = List.copyOf(warnings);
    }
  }

  /// @param ratesInherit whether a service that samples by rate and says nothing of its operations
  ///   gets the operations of the default, as others do
  static Read read(byte[] json, boolean ratesInherit) {
    var reader = new StrategiesReader(ratesInherit);
    return new Read(reader.strategies(tree(json)), reader.warnings);
  }

  private static JsonNode tree(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.isObject()) {
        throw new IllegalArgumentException(
            "needs an object with default_strategy or service_strategies, got "
                + tree.getNodeType());
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("needs JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("needs JSON: " + e.getMessage(), e);
    }
  }

  private Strategies strategies(JsonNode tree) {
    JsonNode given = tree.path("default_strategy");
    Strategy usual =
        given.isObject()
            ? strategy(given, "the default strategy")
            : new Strategy(new Probability(Strategies.JAEGER_SHARE), Optional.empty());
    Map<String, Strategy> services = new HashMap<>();
    for (JsonNode service : list(tree, "service_strategies")) {
      String name = service.path("service").asText("");
      Strategy own = strategy(service, "service " + name);
      services.put(name, inherited(own, usual));
    }
    return new Strategies(usual, services);
  }

  private Strategy inherited(Strategy own, Strategy usual) {
    boolean isLeft = own.rule() instanceof Rate && own.operations().isEmpty() && !ratesInherit;
    return isLeft ? own : usual.operations().map(own::orElse).orElse(own);
  }

  private Strategy strategy(JsonNode node, String whose) {
    Rule rule = rule(node, whose);
    List<JsonNode> given = list(node, "operation_strategies");
    if (given.isEmpty()) {
      return new Strategy(rule, Optional.empty());
    }
    double usual = rule instanceof Probability(double share) ? share : Strategies.JAEGER_SHARE;
    var operations = new ArrayList<Operation>();
    for (JsonNode operation : given) {
      String name = operation.path("operation").asText("");
      String what = "operation " + name + " of " + whose;
      if (operation.path("type").asText("").equals("probabilistic")) {
        operations.add(new Operation(name, share(operation, what)));
      } else {
        warnings.add(what + " needs the type probabilistic, got " + operation.path("type"));
      }
    }
    return new Strategy(rule, Optional.of(new Operations(usual, operations)));
  }

  private Rule rule(JsonNode node, String whose) {
    return switch (node.path("type").asText("")) {
      case "probabilistic" -> new Probability(share(node, whose));
      case "ratelimiting" -> new Rate(rate(node, whose));
      default -> {
        warnings.add(
            whose + " needs the type probabilistic or ratelimiting, got " + node.path("type"));
        yield new Probability(Strategies.JAEGER_SHARE);
      }
    };
  }

  private static double share(JsonNode node, String whose) {
    double share = number(node, whose);
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException(whose + " needs a param from 0 to 1, got " + share);
    }
    return share;
  }

  private static int rate(JsonNode node, String whose) {
    double rate = number(node, whose);
    if (rate < 0 || rate > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(whose + " needs a param of 0 or more, got " + rate);
    }
    return (int) rate;
  }

  private static double number(JsonNode node, String whose) {
    JsonNode param = node.path("param");
    if (param.isMissingNode()) {
      return 0;
    }
    if (!param.isNumber()) {
      throw new IllegalArgumentException(whose + " needs a number as param, got " + param);
    }
    return param.doubleValue();
  }

  private static List<JsonNode> list(JsonNode node, String key) {
    JsonNode list = node.path(key);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      throw new IllegalArgumentException(key + " needs a list, got " + list.getNodeType());
    }
    var nodes = new ArrayList<JsonNode>();
    list.forEach(nodes::add);
    return nodes;
  }
}
