package dev.clew.demo.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/// Attribute keys of the shop's own, and those conventions name that have no stable constant yet.
public final class ShopAttributes {
  public static final AttributeKey<String> USER_ID = AttributeKey.stringKey("user.id");

  public static final AttributeKey<String> TIER = AttributeKey.stringKey("shop.rate_limit.tier");
  public static final AttributeKey<Long> LIMIT = AttributeKey.longKey("shop.rate_limit.limit");
  public static final AttributeKey<Long> REMAINING =
      AttributeKey.longKey("shop.rate_limit.remaining");
  public static final AttributeKey<String> DECISION =
      AttributeKey.stringKey("shop.rate_limit.decision");

  public static final AttributeKey<String> BREAKER_NAME =
      AttributeKey.stringKey("shop.circuit_breaker.name");
  public static final AttributeKey<String> BREAKER_STATE =
      AttributeKey.stringKey("shop.circuit_breaker.state");
  public static final AttributeKey<String> BREAKER_FROM =
      AttributeKey.stringKey("shop.circuit_breaker.from");
  public static final AttributeKey<String> FALLBACK = AttributeKey.stringKey("shop.fallback");

  public static final AttributeKey<String> CACHE_NAME = AttributeKey.stringKey("shop.cache.name");
  public static final AttributeKey<Boolean> CACHE_HIT = AttributeKey.booleanKey("shop.cache.hit");

  public static final AttributeKey<String> SKU = AttributeKey.stringKey("shop.sku");
  public static final AttributeKey<Long> ORDER_ID = AttributeKey.longKey("shop.order.id");
  public static final AttributeKey<Long> ORDER_LINES = AttributeKey.longKey("shop.order.lines");
  public static final AttributeKey<Long> AMOUNT_CENTS = AttributeKey.longKey("shop.amount_cents");

  private ShopAttributes() {}
}
