package dev.clew.demo.catalogue;

/// Something the shop sells.
public record Product(String sku, String title, long priceCents) {}
