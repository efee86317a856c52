package dev.clew.everything;

import io.lettuce.core.RedisClient;
import java.util.Map;
import redis.clients.jedis.Jedis;

/// The same work by both clients.
final class RedisClients {
  private static final String KEY = "user:4711:cart";

  void addTo(Map<String, Action> actions) {
    actions.put("jedis", this::jedis);
    actions.put("lettuce", this::lettuce);
  }

  private String jedis() {
    try (Jedis jedis = new Jedis(address())) {
      jedis.set(KEY, "green tea");
      return jedis.get(KEY);
    }
  }

  private String lettuce() {
    try (RedisClient client = RedisClient.create(address());
        var connection = client.connect()) {
      connection.sync().set(KEY, "green tea");
      return connection.sync().get(KEY);
    }
  }

  private static String address() {
    return System.getProperty("redis");
  }
}
