package dev.clew.demo.gateway;

/// Who a token speaks for.
public record Identity(String customer, Tier tier) {}
