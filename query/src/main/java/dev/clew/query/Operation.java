package dev.clew.query;

import dev.clew.model.SpanKind;

/// A span name that a service uses, with its kind.
public record Operation(String name, SpanKind kind) {}
